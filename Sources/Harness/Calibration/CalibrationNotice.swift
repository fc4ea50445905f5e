import BenchModel
import ToolAdapters

/// What this machine's calibration says of a recipe before it is run.
struct CalibrationNotice: Sendable, Equatable {
    /// A tool that is known not to be within tolerance at the recipe's load: worth saying before the first round.
    private(set) var warnings: [String] = []
    /// For the verdict: the warnings, and what was not calibrated.
    private(set) var notes: [String] = []

    private static let advice = "`concord calibrate` tells up to which load each tool can be believed"

    /// - Parameters:
    ///   - tools: As they will be run.
    ///   - calibrations: Of any machine, each about one tool.
    init(
        recipe: Recipe,
        tools: [(id: ToolID, version: ToolVersion?)],
        calibrations: [CalibrationDocument],
        machine: CalibrationMachine
    ) {
        let here = calibrations.filter { $0.machine.isLike(machine) }
        let asked = CalibrationDemand(recipe)
        var missing: [String] = []
        for tool in tools {
            let name = tool.version.map { "\(tool.id) \($0)" } ?? "\(tool.id)"
            let found = here.last { document in
                document.tools.contains { $0.tool == tool.id && $0.version == tool.version }
            }
            guard let found else {
                missing.append(name)
                continue
            }
            guard let asked else { continue }
            judge(name, asked, CalibrationCover(found, asked, tolerance: recipe.tolerance), recipe.tolerance)
        }
        if missing.count == tools.count {
            notes.append("this machine is not calibrated; \(Self.advice)")
        } else if !missing.isEmpty {
            notes.append("not calibrated on this machine: \(missing.joined(separator: ", ")); \(Self.advice)")
        }
    }

    private mutating func judge(
        _ name: String,
        _ asked: CalibrationDemand,
        _ cover: CalibrationCover,
        _ tolerance: Tolerance
    ) {
        let rule =
            if case .within(let share, _) = tolerance.rule(for: CalibrationCover.metric) { share } else {
                tolerance.share
            }
        let share = "\(FigureText.plain(rule * 100)) %"
        let demand = "this recipe asks for \(asked.words)"
        switch cover {
        case .covered: return
        case .beyondGrid(let load):
            notes.append(
                "\(name) was calibrated on this machine only up to \(Self.words(load, asked)) "
                    + "(TTFT within \(share) everywhere); \(demand)"
            )
        case .beyondLimit(let load?):
            let text =
                "\(name) was calibrated on this machine up to \(Self.words(load, asked)) "
                + "(TTFT within \(share)); \(demand)"
            warnings.append(text)
            notes.append(text)
        case .beyondLimit(nil):
            let text = "\(name) was calibrated on this machine and had no load with its TTFT within \(share); \(demand)"
            warnings.append(text)
            notes.append(text)
        }
    }

    /// Chunks per second only where the recipe's are known.
    private static func words(_ load: CalibrationLoad, _ asked: CalibrationDemand) -> String {
        let chunks = asked.chunksPerSecond == nil ? "" : " and \(FigureText.plain(load.chunksPerSecond)) chunks/s"
        return "\(load.concurrency) concurrent\(chunks)"
    }
}

extension CalibrationNotice {
    /// For the tools of a session on this machine. Nil path: nothing is known, and nothing is said.
    init?(recipe: Recipe, setups: [ToolSetup], path: String?) {
        guard let path else { return nil }
        var calibrations: [CalibrationDocument] = []
        var problem: HarnessError?
        do throws(HarnessError) { calibrations = try CalibrationStore(path: path).calibrations() } catch {
            problem = error
        }
        self.init(
            recipe: recipe,
            tools: setups.map { setup in
                let isOwn = setup.adapter.distribution == nil && setup.choice.tool == .native
                return (setup.choice.tool, setup.version ?? (isOwn ? ToolVersion(Release.version) : nil))
            },
            calibrations: calibrations,
            machine: CalibrationMachine(MachineFacts.collect())
        )
        if let problem { warnings.append("past calibrations are not known: \(HarnessErrorText.describe(problem))") }
    }
}
