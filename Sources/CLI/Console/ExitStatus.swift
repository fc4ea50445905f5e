import BenchModel
import Harness

/// What the program's exit status means. Scripts and CI rely on it.
enum ExitStatus: Int32, Error {
    case agree = 0
    case disagree = 1
    case inconclusive = 2
    case invalid = 3
    case usage = 64
    case unavailable = 69
    case internalError = 70
    case interrupted = 130

    init(_ verdict: Verdict) {
        switch verdict {
        case .agree: self = .agree
        case .disagree: self = .disagree
        case .inconclusive: self = .inconclusive
        case .invalid: self = .invalid
        }
    }

    /// Of a load: it counts for nothing when requests failed, none completed, or the engine was the bottleneck.
    init(_ load: MeasurementDocument) {
        if load.interrupted {
            self = .interrupted
        } else if load.requests.failed > 0 || load.requests.completed == 0 || load.health?.healthy == false {
            self = .invalid
        } else {
            self = .agree
        }
    }

    /// Of a calibration: however far off a tool is, only one that failed is a failure.
    init(_ calibration: CalibrationDocument) {
        self = calibration.interrupted ? .interrupted : calibration.hasFailure ? .invalid : .agree
    }

    init(_ failure: HarnessError.Class) {
        switch failure {
        case .usage: self = .usage
        case .unavailable: self = .unavailable
        case .invalid: self = .invalid
        case .internalError: self = .internalError
        }
    }
}
