package jarl.experience;

/// Flags as a checkpoint holds them: one byte each, 0 or 1.
final class Flags {
    private Flags() {}

    static byte[] bytes(boolean[] flags, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (flags[i] ? 1 : 0);
        }
        return bytes;
    }

    static void fill(byte[] bytes, boolean[] into) {
        for (int i = 0; i < bytes.length; i++) {
            into[i] = bytes[i] != 0;
        }
    }
}
