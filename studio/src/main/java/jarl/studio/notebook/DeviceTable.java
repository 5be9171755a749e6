package jarl.studio.notebook;

import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;
import jarl.network.DeviceInfo;
import java.util.List;
import java.util.Locale;

/// The places where a network can compute, as a table.
public record DeviceTable(List<DeviceInfo> devices) implements Displayable {
    private static final List<String> HEADS = List.of("device", "type", "name", "memory", "usable by torch");

    public DeviceTable {
        devices = List.copyOf(devices);
    }

    @Override
    public DisplayBundle display() {
        List<List<String>> rows = devices.stream().map(DeviceTable::row).toList();
        return DisplayBundle.html(Html.table(HEADS, rows), Html.plainTable(HEADS, rows));
    }

    private static List<String> row(DeviceInfo device) {
        String memory = device.memory() == 0
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f GiB", device.memory() / (double) (1L << 30));
        return List.of(device.id(), device.type(), device.model(), memory, device.usable() ? "yes" : "no");
    }
}
