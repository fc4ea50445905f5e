import Testing

@testable import BenchModel

struct BodyFieldsTests {
    private func fields(_ bodies: String...) -> BodyFields {
        BodyFields(
            bodies.enumerated().map { index, body in
                var exchange =
                    WireSample().run().wire?.exchanges[0]
                    ?? WireExchange(
                        index: index,
                        connection: 0,
                        place: 0,
                        method: "POST",
                        target: "/",
                        received: WireSample.start
                    )
                exchange.body = Array(body.utf8)
                return exchange
            }
        )
    }

    @Test func `values are counted by body, equal numbers together`() {
        let all = fields(#"{"top_p":1,"n":null}"#, #"{"top_p":1.0}"#, #"{"top_p":0.5,"stop":["b","a"]}"#, "{}", "none")
        #expect(all.bodies == 4)
        #expect(all.values("top_p") == ["1": 2, "0.5": 1, nil: 1])
        #expect(all.values("n") == [nil: 4])
        #expect(all.values("stop") == [#"["b","a"]"#: 1, nil: 3])
        #expect(all.words("top_p") == "1 or 0.5 or absent" || all.words("top_p") == "1 or absent or 0.5")
        #expect(all.mean("top_p").map { abs($0 - 2.5 / 3) < 1e-9 } == true)
    }

    @Test func `both names of the limit are one field, the newer one first`() {
        let all = fields(#"{"max_tokens":5,"max_completion_tokens":7}"#, #"{"max_tokens":7}"#)
        #expect(all.only(BodyFields.limit) == "7")
        #expect(all.values("max_completion_tokens") == [nil: 2])
    }

    @Test func `prompts, models and salts are no fields`() {
        let all = fields(#"{"messages":[],"prompt":"x","model":"m","user":"u","cache_salt":"s","request_id":"r"}"#)
        for name in ["messages", "prompt", "model", "user", "cache_salt", "request_id"] {
            #expect(all.values(name) == [nil: 1], "\(name)")
        }
    }

    @Test func `silence, a neutral value and a list of one make no difference`() {
        #expect(!fields("{}").differs(from: fields(#"{"top_p":1}"#), in: "top_p", neutral: ["1"]))
        #expect(fields("{}").differs(from: fields(#"{"top_p":0.9}"#), in: "top_p", neutral: ["1"]))
        #expect(!fields(#"{"stop":"x"}"#).differs(from: fields(#"{"stop":["x"]}"#), in: "stop"))
        let drawn = fields(#"{"seed":1}"#, #"{"seed":9}"#, #"{"seed":5}"#)
        #expect(!drawn.differs(from: fields(#"{"seed":2}"#, #"{"seed":8}"#), in: "seed"))
        #expect(drawn.differs(from: fields(#"{"seed":20}"#, #"{"seed":80}"#), in: "seed"))
        #expect(drawn.differs(from: fields("{}"), in: "seed"))
    }
}
