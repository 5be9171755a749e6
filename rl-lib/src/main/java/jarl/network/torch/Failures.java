package jarl.network.torch;

import ai.djl.engine.EngineException;

/// What PyTorch complains of, with what to do about it where that is known.
final class Failures {
    private Failures() {}

    static IllegalStateException explained(EngineException e, String device) {
        String message = String.valueOf(e.getMessage());
        String first = message.lines().findFirst().orElse(message);
        if (message.contains("out of memory") || message.contains("can't allocate memory")) {
            String elsewhere = device.equals("cpu") ? "" : ", or compute on the CPU (FORCE_DEVICE=cpu)";
            return new IllegalStateException("No memory left on " + device
                    + ": reduce algorithm.batch_size, environment.num_envs, trainer.num_steps or network.hidden, or "
                    + "close networks that are no longer used" + elsewhere + " (PyTorch: " + first + ")", e);
        }
        if (message.contains("does not have a grad_fn")) {
            return new IllegalStateException("The loss does not depend on the network's outputs", e);
        }
        return new IllegalStateException("PyTorch on " + device + ": " + first, e);
    }
}
