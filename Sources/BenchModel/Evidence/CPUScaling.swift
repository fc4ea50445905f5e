/// How the frequency of the machine's cores was governed while one tool ran, by Linux's cpufreq.
package struct CPUScaling: Sendable, Equatable, Codable {
    /// Governors of all cores before and after the run, each once, in alphabetic order.
    package var governors: [String]
    /// Cores whose governor was another one after the run.
    package var changedCores: Int
    /// What sets the frequency, such as `acpi-cpufreq`. Nil: the system does not tell.
    package var driver: String?

    package init(governors: [String], changedCores: Int = 0, driver: String? = nil) {
        self.governors = governors
        self.changedCores = changedCores
        self.driver = driver
    }

    /// Drivers that choose a frequency by the load under the name `powersave` too (Linux, admin-guide/pm/intel_pstate and
    /// amd-pstate); under any other driver it pins the lowest.
    private static let scalingDrivers: Set<String> = ["intel_pstate", "amd-pstate-epp"]

    /// Whether a core was held at its lowest frequency.
    package var isSlowest: Bool {
        governors.contains("powersave") && !(driver.map { Self.scalingDrivers.contains($0) } ?? false)
    }

    private enum CodingKeys: String, CodingKey {
        case governors, driver
        case changedCores = "changed_cores"
    }
}
