import BenchModel
import Harness

/// `concord compare` without a process: the same functions, and the status that the program would end with.
struct InProcessComparison: Sendable {
    struct Outcome: Sendable {
        /// 0 agree, 1 disagree, 2 inconclusive, 3 invalid, 64 refused, 70 an error that has no class.
        let status: Int
        /// Nil where there is no verdict.
        let document: VerdictDocument?
        /// Why there is none. Nil with a verdict.
        let refusal: String?

        /// `verdict.json` with a verdict, else the refusal.
        var text: String { document.map(VerdictJSON.encode) ?? refusal ?? "" }
    }

    /// Of the tolerance. Nil: the default.
    var share: Double?

    /// One tool's output against its own of then.
    func baseline(_ tool: ToolID, _ baseline: String, _ result: String) -> Outcome {
        Self.outcome { () throws -> VerdictDocument in
            var comparison = BaselineComparison(
                baseline: try StoredResult("\(tool)=\(baseline)"),
                result: try StoredResult("\(tool)=\(result)")
            )
            comparison.share = share
            return try comparison.compare()
        }
    }

    func pair(_ reference: (tool: ToolID, path: String), _ other: (tool: ToolID, path: String)) -> Outcome {
        Self.outcome { () throws -> VerdictDocument in
            var terms = ComparisonTerms()
            if let share { terms.tolerance.share = share }
            return try OutputComparison.compare([reference, other], terms: terms)
        }
    }

    private static func outcome(_ body: () throws -> VerdictDocument) -> Outcome {
        do {
            let document = try body()
            // What is printed has to come out as well.
            _ = VerdictReport.render(document, as: .text)
            let status =
                switch document.verdict {
                case .agree: 0
                case .disagree: 1
                case .inconclusive: 2
                case .invalid: 3
                }
            return Outcome(status: status, document: document, refusal: nil)
        } catch {
            guard let failure = HarnessError(error) else {
                return Outcome(status: 70, document: nil, refusal: "\(error)")
            }
            let status =
                switch failure.failureClass {
                case .usage: 64
                case .unavailable: 69
                case .invalid: 3
                case .internalError: 70
                }
            return Outcome(status: status, document: nil, refusal: HarnessErrorText.describe(failure))
        }
    }
}
