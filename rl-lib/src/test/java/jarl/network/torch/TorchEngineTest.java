package jarl.network.torch;

import jarl.network.Engine;
import jarl.network.EngineContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The torch engine on the CPU")
class TorchEngineTest extends EngineContract {
    @Override
    protected Engine open() {
        return TorchEngine.open("cpu");
    }
}
