import Foundation
import Testing

@testable import BenchModel

struct BodyMembersTests {
    private func members(_ text: String) -> BodyMembers? { BodyMembers(Array(text.utf8)) }

    @Test func `members are found as they stand, and decoded when asked for`() throws {
        let found = try #require(
            members(#" {"a" : 1 , "b":"x \" } y", "c":[1,{"d":"]"}], "e":{"f":{}}, "g":null, "\u0068":-1.5e3}"#)
        )
        #expect(found["a"] == .integer(1))
        #expect(found["b"]?.string == "x \" } y")
        #expect(found["c"]?.array?.count == 2)
        #expect(found["g"] == nil && found.texts["g"] != nil)
        #expect(found["h"]?.double == -1500)
        #expect(found["z"] == nil)
        #expect(try #require(members("{}")).texts.isEmpty)
    }

    @Test(arguments: [
        "", "[]", "x", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\" 1}", "{\"a\":1 2}", "{a:1}", "{\"a\":}",
        "{\"a\":\"x}",
    ])
    func `what is no object gives nothing`(text: String) {
        #expect(members(text) == nil)
    }

    @Test func `order, white space and salts make no other body`() throws {
        let left = try #require(members(#"{"model":"m","max_tokens":5,"x":{"y":[1, 2]},"user":"u1"}"#)).canonical
        let right = try #require(members(#"{ "x": {"y": [1,2]}, "max_tokens": 5, "cache_salt": "s", "model": "m" }"#))
            .canonical
        let other = try #require(members(#"{"model":"m m","max_tokens":5,"x":{"y":[1,2]}}"#)).canonical
        #expect(left == right && left != other)
    }

    @Test func `a prompt is the same in parts and alone`() throws {
        let alone = try #require(members(#"{"messages":[{"role":"user","content":"a\u0062"}]}"#)).prompt
        let parts = try #require(members(#"{"messages":[{"content":[{"type":"text","text":"ab"}],"role":"user"}]}"#))
            .prompt
        #expect(alone == parts && alone != nil)
        #expect(try #require(members(#"{"prompt":"ab"}"#)).prompt == Array("ab".utf8))
        #expect(try #require(members(#"{"prompt":[1, 2]}"#)).prompt == Array("[1,2]".utf8))
        #expect(try #require(members(#"{"input":"ab"}"#)).prompt == nil)
    }

    @Test func `no bytes lead astray, and of those that decode every member is found`() throws {
        let source = Array(#"{"a":1,"b":"x\"y","c":[1,{"d":null}],"e":{"f":true}}"#.utf8)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<4000 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(ascii: "\\"), at: place)
                }
            }
            let found = BodyMembers(bytes)
            guard case .object(let truth)? = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
                continue
            }
            #expect(
                Set(found?.texts.keys.map(\.self) ?? []) == Set(truth.keys),
                "\(String(decoding: bytes, as: UTF8.self))"
            )
        }
    }
}
