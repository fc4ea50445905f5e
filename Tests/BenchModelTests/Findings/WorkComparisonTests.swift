import Testing

@testable import BenchModel

/// Every setting that two outputs can tell, equal, different and told by one side alone.
struct WorkComparisonTests {
    private typealias Value = ReportedWork.Value

    private static func account(_ tool: String, _ told: [ReportedWork.Setting: ReportedWork.Value]) -> RunAccount {
        var account = Accounts.make(
            tool,
            reported: ["requests.completed": 500, "requests.failed": 0, "throughput.requests": 10]
        )
        account.work = ReportedWork(told)
        return account.exact
    }

    private static func judgement(
        _ left: [ReportedWork.Setting: ReportedWork.Value],
        _ right: [ReportedWork.Setting: ReportedWork.Value],
        allow: Set<Approximation> = []
    ) -> Judgement {
        Judge.with(gate: ["throughput.requests"], allow: allow).judge(
            [[account("a", left), account("b", right)]],
            expectedRequests: nil
        )
    }

    private static func values(_ setting: ReportedWork.Setting) -> (Value, Value) {
        switch setting {
        case .stream, .ignoreEndOfText: (.flag(true), .flag(false))
        case .model, .dataset: (.text("one"), .text("other"))
        case .turns: (.text("single"), .text("multi_turn"))
        case .rampUp: (Value.none, .text("linear from 1 to 9 requests/s"))
        default: (.number(8), .number(9))
        }
    }

    @Test(arguments: ReportedWork.Setting.allCases)
    func everySettingCounts(setting: ReportedWork.Setting) {
        let (one, other) = Self.values(setting)
        let base: [ReportedWork.Setting: ReportedWork.Value] = [.requestRate: .number(10)]
        func with(_ value: ReportedWork.Value) -> [ReportedWork.Setting: ReportedWork.Value] {
            base.merging([setting: value]) { $1 }
        }
        #expect(Self.judgement(with(one), with(one)).verdict == .agree)
        #expect(Self.judgement(with(one), with(other)).verdict == .invalid)
        #expect(Self.judgement(with(other), with(one)).verdict == .invalid)
        #expect(Self.judgement(with(one), with(other), allow: [.work]).verdict == .agree)
        let oneSided = Self.judgement(with(one), [:])
        #expect(oneSided.verdict == .agree)
        #expect(oneSided.finding("work-not-told")?.evidence.contains(setting.rawValue) == true)
    }

    @Test(
        arguments: [
            ([.concurrency: Value.none], [.concurrency: .number(500)]),
            ([.concurrency: .number(500)], [.concurrency: .number(1000)]),
            ([.requestRate: .number(.infinity)], [.requestRate: .number(-1)]),
            ([.requestRate: .number(.infinity)], [.requestRate: Value.none]),
            ([.requestRate: .number(13.889)], [.requestRate: .number(13.89)]),
            (
                [.requestRate: .number(.infinity), .burstiness: .number(1)],
                [.requestRate: .number(.infinity), .burstiness: .number(0.2)]
            ),
            ([.rampUp: Value.none, .requestRate: .number(1)], [.requestRate: .number(1)]),
            ([.turns: .text("single")], [.model: .text("m")]),
            ([.topP: .number(1)], [.topP: Value.none]),
            ([.topK: .number(-1)], [.topK: Value.none]),
            (
                [.repetitionPenalty: .number(1), .minP: .number(0)],
                [.repetitionPenalty: Value.none, .minP: Value.none]
            ),
            ([.model: .text("org/m")], [.model: .text("/data/m")]),
        ] as [([ReportedWork.Setting: ReportedWork.Value], [ReportedWork.Setting: ReportedWork.Value])]
    )
    func theSameWorkMayBeToldInOtherWords(
        left: [ReportedWork.Setting: ReportedWork.Value],
        right: [ReportedWork.Setting: ReportedWork.Value]
    ) {
        #expect(Self.judgement(left, right).verdict == .agree)
        #expect(Self.judgement(right, left).verdict == .agree)
    }

    @Test(
        arguments: [
            ([.concurrency: Value.none], [.concurrency: .number(499)]),
            ([.requestRate: .number(8)], [.requestRate: .number(.infinity)]),
            (
                [.requestRate: .number(1), .burstiness: .number(1)],
                [.requestRate: .number(1), .burstiness: .number(0.2)]
            ),
            ([.requestRate: .number(.infinity)], [.rampUp: .text("linear from 1 to 9 requests/s")]),
            ([.model: .text("m")], [.turns: .text("multi_turn")]),
            // A temperature that is not sent is the server's choice.
            ([.temperature: .number(0)], [.temperature: Value.none]),
            ([.topP: .number(0.9)], [.topP: Value.none]),
        ] as [([ReportedWork.Setting: ReportedWork.Value], [ReportedWork.Setting: ReportedWork.Value])]
    )
    func differentWorkIsInvalidEitherWay(
        left: [ReportedWork.Setting: ReportedWork.Value],
        right: [ReportedWork.Setting: ReportedWork.Value]
    ) {
        #expect(Self.judgement(left, right).verdict == .invalid)
        #expect(Self.judgement(right, left).verdict == .invalid)
    }
}
