/// What `concord calibrate` found out: how far each tool's figures are from the truth, load by load. Values are in base
/// units; times are in seconds.
package struct CalibrationDocument: Sendable, Codable, Equatable {
    package static let schemaName = "https://concord.dev/schema/calibration/1"

    package struct ToleranceSummary: Sendable, Codable, Equatable {
        /// Share for everything that no rule names, such as 0.03.
        package var share: Double
        /// Absolute floor of latencies in seconds.
        package var floor: Double
        /// Rules of single metrics, in words.
        package var rules: [String: String]
    }

    package var schema = CalibrationDocument.schemaName
    /// ISO 8601, UTC.
    package var made: String
    package var machine: CalibrationMachine
    /// Concord's own version.
    package var concord = Release.version
    package var tolerance: ToleranceSummary
    package var profiles: [CalibrationProfile]
    /// Concurrencies that were asked for, in ascending order.
    package var loads: [Int]
    package var inputTokens: Int
    package var outputTokens: Int
    /// In the order of measuring.
    package var cells: [CalibrationCell]
    package var tools: [CalibratedTool]
    /// True when it was stopped; it then holds the cells that were finished.
    package var interrupted: Bool
    /// Sentences that a reader needs.
    package var notes: [String]

    package init(
        made: String,
        machine: CalibrationMachine,
        grid: CalibrationGrid,
        tolerance: Tolerance,
        cells: [CalibrationCell],
        stopped: [ToolID: Int] = [:],
        interrupted: Bool = false,
        notes: [String] = []
    ) {
        self.made = made
        self.machine = machine
        self.tolerance = ToleranceSummary(
            share: tolerance.share,
            floor: tolerance.floor,
            rules: tolerance.rules.mapValues(\.words)
        )
        profiles = grid.profiles
        loads = grid.loads
        inputTokens = grid.inputTokens
        outputTokens = grid.outputTokens
        self.cells = cells
        self.interrupted = interrupted
        self.notes = notes
        var names: [ToolID] = []
        for cell in cells where !names.contains(cell.tool) { names.append(cell.tool) }
        tools = names.map { name in
            let own = cells.filter { $0.tool == name }
            var tool = CalibratedTool(name, cells: own, profiles: grid.profiles, tolerance: tolerance)
            tool.stoppedAfter = stopped[name]
            return tool
        }
    }

    /// Whether a tool failed in any cell.
    package var hasFailure: Bool { cells.contains { $0.failure != nil } }

    package func cell(_ tool: ToolID, concurrency: Int, profile: String) -> CalibrationCell? {
        cells.first { $0.tool == tool && $0.load.concurrency == concurrency && $0.load.profile == profile }
    }

    /// The part of it that is about one tool.
    package func only(_ tool: ToolID) -> CalibrationDocument {
        var part = self
        part.cells = cells.filter { $0.tool == tool }
        part.tools = tools.filter { $0.tool == tool }
        return part
    }

    private enum CodingKeys: String, CodingKey {
        case schema, made, machine, concord, tolerance, profiles, loads, cells, tools, interrupted, notes
        case inputTokens = "input_tokens"
        case outputTokens = "output_tokens"
    }
}
