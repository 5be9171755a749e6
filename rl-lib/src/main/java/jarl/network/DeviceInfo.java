package jarl.network;

/// A place to compute.
///
/// @param id     what `device=` takes: `cpu`, `cuda:0`, `mps`
/// @param model  what its maker calls it
/// @param memory bytes in all; 0: unknown
/// @param usable whether the torch engine can compute there as things stand
public record DeviceInfo(String id, String model, long memory, boolean usable) {

    /// `cpu`, `cuda` or `mps`.
    public String type() {
        return id.replaceFirst(":.*", "");
    }
}
