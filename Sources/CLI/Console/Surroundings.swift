import Foundation

/// The one place that reads the environment.
enum Surroundings {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Installed tools live here: `CONCORD_CACHE`, else the user's cache folder.
    static var cacheFolder: String {
        if let folder = environment["CONCORD_CACHE"], !folder.isEmpty { return folder }
        if let base = environment["XDG_CACHE_HOME"], !base.isEmpty { return base + "/concord" }
        return NSHomeDirectory() + "/.cache/concord"
    }

    static var historyPath: String { dataFolder + "/history.sqlite" }

    static var calibrationPath: String { dataFolder + "/calibration.json" }

    private static var dataFolder: String {
        if let base = environment["XDG_DATA_HOME"], !base.isEmpty { return base + "/concord" }
        return NSHomeDirectory() + "/.local/share/concord"
    }

    static var terminalWidth: Int { environment["COLUMNS"].flatMap(Int.init) ?? 110 }

    static var stdoutIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil }
}
