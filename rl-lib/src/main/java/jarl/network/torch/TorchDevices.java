package jarl.network.torch;

import ai.djl.Device;

/// Names of devices, ours and DJL's.
final class TorchDevices {
    private TorchDevices() {}

    /// @param name `cpu`, `cuda`, `cuda:1`, `mps`
    static Device parse(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (name.equals("mps")) {
            return Device.of("mps", 0);
        }
        if (name.equals("cuda")) {
            return Device.gpu(0);
        }
        if (name.matches("cuda:\\d{1,3}")) {
            return Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
        }
        throw new IllegalArgumentException(
                "Unknown device " + name + "; there are cpu, cuda, cuda:1 and the like, mps");
    }

    static String name(Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : device.getDeviceType();
    }

    static String unavailable(String device) {
        return "PyTorch cannot use the device " + device
                + " here; device=cpu works everywhere. For CUDA see docs/engines.md";
    }
}
