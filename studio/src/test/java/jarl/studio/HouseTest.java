package jarl.studio;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The arrows of docs/architecture.md: which package may use which, and nothing else.
@AnalyzeClasses(packages = "jarl", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    private static final String[] JDK = {"java..", "javax..", "jdk..", "com.sun.management..", "org.jspecify.."};

    @ArchTest
    static final ArchRule stateUsesNothing = mayUse("jarl.state..");

    @ArchTest
    static final ArchRule spaceUsesNothing = mayUse("jarl.space..");

    @ArchTest
    static final ArchRule configUsesYamlAndJson = mayUse("jarl.config..", "org.yaml.snakeyaml..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule environmentsKnowNoPolicy =
            mayUse("jarl.env..", "jarl.space..", "jarl.state..", "jarl.config..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule worldsSpeakJsonInBatchesOnly = noClasses()
            .that()
            .resideInAPackage("jarl.env..")
            .and()
            .resideOutsideOfPackage("jarl.env.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule networksKnowNoWorld = mayUse("jarl.network..", "jarl.space..", "jarl.state..", "ai.djl..");

    @ArchTest
    static final ArchRule djlStaysInTheTorchEngine = noClasses()
            .that()
            .resideOutsideOfPackage("jarl.network.torch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule experienceChangesNoNetwork =
            mayUse("jarl.experience..", "jarl.env..", "jarl.network..", "jarl.space..", "jarl.state..");

    @ArchTest
    static final ArchRule learningRulesKnowNoRun = mayUse(
            "jarl.algorithm..",
            "jarl.experience..",
            "jarl.env..",
            "jarl.network..",
            "jarl.space..",
            "jarl.state..",
            "jarl.config..");

    @ArchTest
    static final ArchRule noLearningRuleUsesAnothers =
            slices().matching("jarl.algorithm.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule evaluationTrainsNothing =
            mayUse("jarl.evaluation..", "jarl.env..", "jarl.network..", "jarl.space..", "jarl.experience..");

    @ArchTest
    static final ArchRule runsStandOnAllBelow = mayUse(
            "jarl.run..",
            "jarl.evaluation..",
            "jarl.algorithm..",
            "jarl.experience..",
            "jarl.env..",
            "jarl.network..",
            "jarl.space..",
            "jarl.state..",
            "jarl.config..",
            "com.fasterxml.jackson..");

    /// What a run leaves knows no run, and no run knows that it is judged.
    @ArchTest
    static final ArchRule runsAreBuiltOfWhatTheyLeave = noClasses()
            .that()
            .resideInAnyPackage("jarl.run.checkpoint..", "jarl.run.logger..", "jarl.run.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jarl.run", "jarl.run.judge..");

    @ArchTest
    static final ArchRule noRunKnowsItsJudge = noClasses()
            .that()
            .resideInAPackage("jarl.run")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jarl.run.judge..");

    @ArchTest
    static final ArchRule exportReadsRuns = mayUse(
            "jarl.export..",
            "jarl.run..",
            "jarl.network..",
            "jarl.env..",
            "jarl.space..",
            "jarl.state..",
            "com.fasterxml.jackson..",
            "com.google.protobuf..",
            "ai.onnx..",
            "ai.onnxruntime..",
            "org.tribuo..");

    @ArchTest
    static final ArchRule theKernelKnowsNoLearning = noClasses()
            .that()
            .resideInAPackage("jarl.kernel..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jarl..").and(resideOutsideOfPackages("jarl.kernel..")));

    @ArchTest
    static final ArchRule theLibraryKnowsNoKernelAndNoStudio = noClasses()
            .that()
            .resideOutsideOfPackages("jarl.kernel..", "jarl.studio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jarl.kernel..", "jarl.studio..");

    @ArchTest
    static final ArchRule plotsReadFiles = mayUse(
            "jarl.studio.plot..", "jarl.run..", "jarl.kernel.display..", "com.fasterxml.jackson..", "tech.tablesaw..");

    @ArchTest
    static final ArchRule theStoreReadsFiles =
            mayUse("jarl.studio.store..", "jarl.run..", "jarl.evaluation..", "jarl.env..", "com.fasterxml.jackson..", "tech.tablesaw..");

    @ArchTest
    static final ArchRule measuresAreOfTheLibrary = mayUse(
            "jarl.studio.bench..", "jarl.config..", "jarl.env..", "jarl.network..", "jarl.run..",
            "com.fasterxml.jackson..", "com.sun.management..");

    @ArchTest
    static final ArchRule launchersDrawNothing = noClasses()
            .that()
            .resideInAPackage("jarl.studio.launch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jarl.studio.plot..", "jarl.studio.notebook..", "jarl.kernel.display..");

    @ArchTest
    static final ArchRule nothingStandsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("jarl.studio.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jarl.studio.cli..");

    /// Vector operators whose bits change when C2 compiles them would make a run depend on the machine's mood.
    @ArchTest
    static final ArchRule sumsAndTranscendentalsStayOutOfLanes = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("it reduces lanes or is a transcendental lane-wise operator") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    return call.getTargetOwner().getPackageName().equals("jdk.incubator.vector")
                            && call.getTarget().getName().equals("reduceLanes");
                }
            })
            .orShould()
            .accessFieldWhere(new DescribedPredicate<>("it is a transcendental lane-wise operator") {
                private static final Set<String> FORBIDDEN = Set.of(
                        "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "EXP", "EXPM1", "LOG", "LOG10", "LOG1P",
                        "SINH", "COSH", "TANH", "CBRT", "POW", "HYPOT");

                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaFieldAccess access) {
                    return access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
                            && FORBIDDEN.contains(access.getTarget().getName());
                }
            });

    private static ArchRule mayUse(String floor, String... others) {
        List<String> allowed = new ArrayList<>(List.of(JDK));
        allowed.add(floor);
        allowed.addAll(List.of(others));
        return classes()
                .that()
                .resideInAPackage(floor)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(DescribedPredicate.describe("primitives and arrays", JavaClass::isPrimitive)));
    }

    private HouseTest() {}
}
