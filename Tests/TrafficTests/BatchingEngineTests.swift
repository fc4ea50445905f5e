import BenchModel
import Testing

@testable import Traffic

/// The engine by itself, in whole milliseconds: 1 for a prompt token, 10 for a step, 2 for each request in it.
struct BatchingEngineTests {
    private typealias Event = BatchingEngine.Event

    private func model(slots: Int = 2, prefixCache: Bool = false) -> EngineModel {
        var model = EngineModel()
        model.slots = slots
        model.prefill = .milliseconds(1)
        model.step = .milliseconds(10)
        model.stepPerSequence = .milliseconds(2)
        model.hasPrefixCache = prefixCache
        return model
    }

    private func at(_ milliseconds: Int64) -> Instant { Instant(nanoseconds: milliseconds * 1_000_000) }

    private func request(_ id: Int, prompt: Int = 5, output: Int, blocks: [UInt64] = []) -> BatchingEngine.Request {
        BatchingEngine.Request(id: id, promptTokens: prompt, outputTokens: output, blocks: blocks)
    }

    private func admitted(_ id: Int, _ milliseconds: Int64, cached: Int = 0) -> Event {
        .admitted(id: id, at: at(milliseconds), cachedTokens: cached)
    }

    private func made(_ id: Int, _ milliseconds: Int64) -> Event { .made(id: id, at: at(milliseconds)) }

    @Test func `a request alone costs its prompt and then a step a token`() {
        var engine = BatchingEngine(model())
        #expect(engine.arrive(request(0, output: 3), at: at(100)) == [admitted(0, 100)])
        #expect(engine.stepEnd == at(117))
        #expect(engine.advance(to: at(116)) == [])
        #expect(engine.advance(to: at(117)) == [made(0, 117)])
        #expect(engine.advance(to: at(200)) == [made(0, 129), made(0, 141)])
        #expect(engine.stepEnd == nil)
        #expect(engine.runningCount == 0)
    }

    @Test func `who comes during a step is taken into the next, which all then share`() {
        var engine = BatchingEngine(model())
        _ = engine.arrive(request(0, output: 3), at: at(0))
        #expect(engine.arrive(request(1, output: 2), at: at(3)) == [])
        #expect(engine.waitingCount == 1)
        // 0 to 17 for the first alone; 17 + 10 + 2 · 2 + 5 = 36 with the prompt of the second; 36 + 14 = 50.
        #expect(
            engine.advance(to: at(60)) == [
                made(0, 17), admitted(1, 17), made(0, 36), made(1, 36), made(0, 50), made(1, 50),
            ]
        )
    }

    @Test func `requests beyond the slots wait their turn in order`() {
        var engine = BatchingEngine(model(slots: 1))
        _ = engine.arrive(request(0, output: 2), at: at(0))
        _ = engine.arrive(request(1, output: 1), at: at(1))
        _ = engine.arrive(request(2, output: 1), at: at(2))
        #expect((engine.runningCount, engine.waitingCount) == (1, 2))
        #expect(
            engine.advance(to: at(1000)) == [
                made(0, 17), made(0, 29), admitted(1, 29), made(1, 46), admitted(2, 46), made(2, 63),
            ]
        )
    }

    @Test func `who asks late gets the instants of the model`() {
        var prompt = BatchingEngine(model())
        var late = BatchingEngine(model())
        var events = prompt.arrive(request(0, output: 9), at: at(0))
        #expect(late.arrive(request(0, output: 9), at: at(0)) == events)
        for now in Int64(1)...40 { events = prompt.advance(to: at(now)) }
        _ = events
        _ = late.arrive(request(1, output: 4), at: at(40))
        _ = prompt.arrive(request(1, output: 4), at: at(40))
        #expect(late.advance(to: at(500)) == prompt.advance(to: at(500)))
    }

    @Test func `who leaves makes room at the end of the step`() {
        var engine = BatchingEngine(model(slots: 1))
        _ = engine.arrive(request(0, output: 100), at: at(0))
        _ = engine.arrive(request(1, output: 1), at: at(1))
        _ = engine.arrive(request(2, output: 1), at: at(1))
        #expect(engine.cancel(1, at: at(2)) == [])
        #expect(engine.cancel(0, at: at(20)) == [made(0, 17)])
        #expect(engine.advance(to: at(100)) == [admitted(2, 29), made(2, 46)])
    }

    @Test func `no request is lost or given a token too many, whatever comes`() {
        var random = SeededGenerator(seed: 3)
        var engine = BatchingEngine(model(slots: 3))
        var wanted: [Int: Int] = [:]
        var made: [Int: Int] = [:]
        var last = at(0)
        func take(_ events: [Event]) {
            for event in events {
                if case .made(let id, let instant) = event {
                    made[id, default: 0] += 1
                    #expect(instant >= last)
                    last = instant
                }
            }
            #expect(engine.runningCount <= 3)
            #expect(engine.waitingCount == 0 || engine.runningCount == 3 || engine.stepEnd != nil)
        }
        for id in 0..<200 {
            let output = Int.random(in: 1...8, using: &random)
            wanted[id] = output
            take(engine.arrive(request(id, output: output), at: at(Int64(id) * 20)))
        }
        take(engine.advance(to: at(1_000_000)))
        #expect(made == wanted)
        #expect((engine.runningCount, engine.waitingCount, engine.stepEnd) == (0, 0, nil))
    }

    @Test func `a prompt that begins as an earlier one is read from there on`() {
        var engine = BatchingEngine(model(prefixCache: true))
        let tokens = Array(0..<40)
        let blocks = PrefixCache.blocks(of: tokens, salt: "")
        _ = engine.arrive(request(0, prompt: 40, output: 1, blocks: blocks), at: at(0))
        #expect(engine.advance(to: at(52)) == [made(0, 52)])
        let other = PrefixCache.blocks(of: tokens.prefix(16) + Array(100..<124), salt: "")
        #expect(
            engine.arrive(request(1, prompt: 40, output: 1, blocks: other), at: at(60)) == [admitted(1, 60, cached: 16)]
        )
        // 10 + 2 + (40 - 16).
        #expect(engine.stepEnd == at(96))
        #expect((engine.cacheQueries, engine.cacheHits) == (80, 16))
    }

    @Test(arguments: [
        ("slots=8,prefill=0.1ms,step=10ms,step-per-sequence=0.2ms,prefix-cache", 8, 100, 10_000, 200, true),
        ("slots=1", 1, 100, 10_000, 0, false),
    ])
    func `an engine is read from its text`(
        text: String,
        slots: Int,
        prefill: Int,
        step: Int,
        perSequence: Int,
        prefixCache: Bool
    ) throws {
        let model = try EngineModel(text: text)
        #expect(model.slots == slots)
        #expect(model.prefill == .microseconds(prefill))
        #expect(model.step == .microseconds(step))
        #expect(model.stepPerSequence == .microseconds(perSequence))
        #expect(model.hasPrefixCache == prefixCache)
    }

    @Test(arguments: ["", "slots=0", "slot=1", "step=0ms", "step=10", "prefix-cache=1", "slots=1,slots=1"])
    func `a text that names no engine is refused`(text: String) {
        #expect(throws: SettingError.self) { try EngineModel(text: text) }
    }
}
