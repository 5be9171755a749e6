package jarl.network.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vector kernels")
class VectorOperationsTest {
    /// Copies, comparisons, and what IEEE 754 defines to the last bit. `reduceLanes` and the transcendental operators
    /// answer differently before and after they are compiled.
    private static final Set<String> EXACT = Set.of(
            "SPECIES_PREFERRED", "SPECIES_512", "length", "vectorBitSize",
            "fromArray", "intoArray", "broadcast", "zero",
            "compare", "GT", "LT", "blend", "add", "sub", "mul", "div", "sqrt", "fma");

    @Test
    void useNoOperationButThoseWithOneAnswer() throws IOException {
        var used = new TreeSet<String>();
        try (InputStream bytes = VectorKernels.class.getResourceAsStream("VectorKernels.class")) {
            for (PoolEntry entry : ClassFile.of().parse(bytes.readAllBytes()).constantPool()) {
                if (entry instanceof MemberRefEntry member
                        && member.owner().asInternalName().startsWith("jdk/incubator/vector/")) {
                    used.add(member.name().stringValue());
                }
            }
        }
        assertThat(used).contains("fma").isSubsetOf(EXACT);
    }
}
