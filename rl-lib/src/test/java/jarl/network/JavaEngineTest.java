package jarl.network;

import jarl.network.java.JavaEngine;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The java engine")
class JavaEngineTest extends EngineContract {
    @Override
    protected Engine open() {
        return new JavaEngine(2);
    }
}
