import BenchModel
import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// What recorded outputs tell of the work that was asked for: each file alone, and all files of a run together.
@Suite struct ToldWorkTests {
    private static let golden = "tools/told-work.txt"

    /// Every output under `fixtures/tools`, by its path there.
    private static let outputs: [(tool: any ToolAdapter, path: String)] = Tools.all.flatMap { tool in
        let folder = "tools/\(tool.id)"
        let cases = Fixtures.cases(folder).flatMap { version in
            Fixtures.cases("\(folder)/\(version)").map { "\(folder)/\(version)/\($0)" }
        }
        let paths = cases.flatMap { name in
            let below = (try? FileManager.default.subpathsOfDirectory(atPath: Fixtures.path(name))) ?? []
            let files = below.sorted().map { "\(name)/\($0)" }
                .filter { ToldWorkTests.isFile($0) }
            return [name] + files
        }
        return paths.map { (tool, $0) }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: Fixtures.path(path), isDirectory: &isFolder)
            && !isFolder.boolValue
    }

    private static func read(_ output: (tool: any ToolAdapter, path: String)) -> ToolReport? {
        (try? ToolOutput(path: Fixtures.path(output.path))).flatMap { try? output.tool.read($0, version: nil) }
    }

    private static func text(_ work: ReportedWork) -> String {
        ReportedWork.Setting.allCases.compactMap { setting in
            guard let value = work[setting] else { return nil }
            let text =
                switch value {
                case .number(let number): "\(number)"
                case .text(let text): "'\(text)'"
                case .flag(let flag): "\(flag)"
                case .none: "none"
                }
            return "\(setting.rawValue) \(text)"
        }.joined(separator: ", ")
    }

    /// `RECORD_FIXTURES=1` writes the list anew and still fails, so that a recording is always looked at.
    @Test func `every recorded output tells the settings that are listed`() throws {
        let lines = Self.outputs.compactMap { output in
            Self.read(output).map { "\(output.path.dropFirst("tools/".count)): \(Self.text($0.work))\n" }
        }
        let told = lines.joined()
        if ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == "1" {
            try told.write(to: Fixtures.url(Self.golden), atomically: true, encoding: .utf8)
            Issue.record("recorded \(Self.golden)")
        }
        #expect(lines.count > 60)
        #expect(told == (try Fixtures.text(Self.golden)), "fixtures/\(Self.golden) differs")
    }

    @Test func `files of one run do not contradict one another`() throws {
        for (tool, path) in Self.outputs {
            guard let whole = Self.read((tool, path))?.work, !whole.told.isEmpty else { continue }
            for part in Self.outputs where part.path.hasPrefix(path + "/") {
                for (setting, value) in Self.read(part)?.work.told ?? [:] {
                    guard let known = whole[setting] else {
                        Issue.record("\(part.path) tells \(setting), which \(path) does not")
                        continue
                    }
                    #expect(known == value, "\(setting) in \(part.path) and in \(path)")
                }
            }
        }
    }

    /// The work that a text tells once a part of it is another.
    private func work(_ tool: any ToolAdapter, _ text: String) async throws -> ReportedWork {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "output")
            try Data(text.utf8).write(to: file)
            return try tool.read(try ToolOutput(path: file.path), version: nil).work
        }
    }

    @Test(arguments: [
        ("model='tiny'", "model='other'", [ReportedWork.Setting.model]),
        ("served_model_name=None", "served_model_name=\"it's\"", [.model]),
        ("num_prompts=40", "num_prompts=41", [.requests]),
        ("max_concurrency=4", "max_concurrency=5", [.concurrency]),
        ("max_concurrency=4", "max_concurrency=None", [.concurrency]),
        ("request_rate=inf", "request_rate=7.5", [.requestRate, .burstiness]),
        ("ramp_up_strategy=None", "ramp_up_strategy='linear'", [.requestRate, .rampUp, .burstiness]),
        ("dataset_name='random'", "dataset_name='sharegpt'", [.dataset, .inputLength, .outputLength]),
        ("random_input_len=100", "random_input_len=101", [.inputLength]),
        ("random_prefix_len=0", "random_prefix_len=9", [.inputLength]),
        ("random_output_len=32", "random_output_len=33", [.outputLength]),
        ("random_range_ratio='0.0'", "random_range_ratio='0.5'", [.inputLength, .outputLength]),
        ("output_len=None,", "output_len=8,", [.outputLength]),
        ("temperature=0.0", "temperature=0.7", [.temperature]), ("top_p=None", "top_p=0.9", [.topP]),
        ("top_k=None", "top_k=5", [.topK]), ("min_p=None", "min_p=0.1", [.minP]),
        ("repetition_penalty=None", "repetition_penalty=1.1", [.repetitionPenalty]),
        ("frequency_penalty=None", "frequency_penalty=0.2", [.frequencyPenalty]),
        ("presence_penalty=None", "presence_penalty=0.3", [.presencePenalty]),
        ("extra_body=None", "extra_body={'ignore_eos': False, 'x': {'a, b': (1, 2)}}", [.ignoreEndOfText]),
        ("extra_body=None", "extra_body={'temperature': 1.5}", [.temperature]),
    ])
    func `an argument of vllm that is another tells other work`(
        old: String,
        new: String,
        settings: [ReportedWork.Setting]
    ) async throws {
        let text = try Fixtures.text("tools/vllm/0.32.0/chat-40x4/output/stdout.log")
        try #require(text.contains(old))
        let before = try await work(VLLMBench(), text)
        let after = try await work(VLLMBench(), text.replacing(old, with: new))
        let changed = ReportedWork.Setting.allCases.filter { before[$0] != after[$0] }
        #expect(Set(changed) == Set(settings))
    }

    @Test func `headers with commas, quotes and brackets hide no argument`() async throws {
        let text = try Fixtures.text("tools/vllm/0.32.0/chat-40x4/output/stdout.log")
        let odd = text.replacing("header=None", with: #"header={'A': "it's, (one", 'B': '{\'max_concurrency=9, '}"#)
        try #require(odd != text)
        #expect(try await work(VLLMBench(), odd) == (try await work(VLLMBench(), text)))
    }

    @Test func `each report of a text has its own arguments`() async throws {
        let text = try Fixtures.text("tools/vllm/0.32.0/chat-40x4/output/stdout.log")
        let report = text[try #require(text.firstRange(of: "============ Serving")).lowerBound...]
        // The arguments after a report are not its own.
        let alone = try await work(VLLMBench(), report + "\nNamespace(model='other', num_prompts=7)\n")
        #expect(alone[.model] == nil && alone[.requests] == nil)
        #expect(alone[.concurrency] == .number(4) && alone[.requestRate] == .number(.infinity))
    }

    @Test(arguments: [
        (#""max_concurrency": 3"#, #""max_concurrency": null"#, [ReportedWork.Setting.concurrency]),
        (#""request_rate": 60.0"#, #""request_rate": 61.0"#, [.requestRate]),
        (#""request_rate": 60.0"#, #""request_rate": "inf""#, [.requestRate, .burstiness]),
        (#""burstiness": Infinity"#, #""burstiness": 0.5"#, [.burstiness]),
        (#""num_prompts": 9"#, #""num_prompts": 10"#, [.requests]),
        (#""model_id": "tiny""#, #""model_id": "other""#, [.model]),
        (#""label": null"#, #""mode": "multi_turn""#, [.turns]),
        (
            #""label": null"#, #""ramp_up_strategy": "linear", "ramp_up_start_rps": 1, "ramp_up_end_rps": 9"#,
            [.rampUp, .requestRate]
        ),
    ])
    func `a key of vllm's result that is another tells other work`(
        old: String,
        new: String,
        settings: [ReportedWork.Setting]
    ) async throws {
        let text = try Fixtures.text("tools/vllm/0.32.0/chat-summary/output/result.json")
        try #require(text.contains(old))
        let before = try await work(VLLMBench(), text)
        let after = try await work(VLLMBench(), text.replacing(old, with: new))
        #expect(Set(ReportedWork.Setting.allCases.filter { before[$0] != after[$0] }) == Set(settings))
    }

    @Test(arguments: [
        (#""model": "tiny""#, #""model": "other""#, [ReportedWork.Setting.model]),
        (#""number": 20"#, #""number": 30"#, [.requests]), (#""duration": null"#, #""duration": 5"#, [.requests]),
        (#""parallel": 4"#, #""parallel": 5"#, [.concurrency]),
        (#""open_loop": false"#, #""open_loop": true"#, [.concurrency]),
        (#""rate": -1.0"#, #""rate": 2.5"#, [.requestRate, .burstiness]),
        (#""stream": true"#, #""stream": false"#, [.stream]),
        (#""multi_turn": false"#, #""multi_turn": true"#, [.turns]),
        (#""dataset": "random""#, #""dataset": "line_by_line""#, [.dataset, .inputLength]),
        (#""max_prompt_length": 60"#, #""max_prompt_length": 70"#, [.inputLength]),
        (#""prefix_length": 0"#, #""prefix_length": 5"#, [.inputLength]),
        (#""max_tokens": 12"#, #""max_tokens": [12, 14]"#, [.outputLength]),
        (#""temperature": 0.0"#, #""temperature": 0.7"#, [.temperature]),
        (#""top_p": null"#, #""top_p": 0.9"#, [.topP]),
        (#""ignore_eos": true"#, #""ignore_eos": false"#, [.ignoreEndOfText]),
        (#""ignore_eos": true"#, #""ignore_eos": true, "max_tokens": 3"#, [.outputLength]),
    ])
    func `an argument of evalscope that is another tells other work`(
        old: String,
        new: String,
        settings: [ReportedWork.Setting]
    ) async throws {
        let text = try Fixtures.text("tools/evalscope/1.14.1/plain/stderr.log")
        try #require(text.contains(old))
        let before = try await work(EvalscopePerf(), text)
        let after = try await work(EvalscopePerf(), text.replacing(old, with: new))
        #expect(Set(ReportedWork.Setting.allCases.filter { before[$0] != after[$0] }) == Set(settings))
    }
}
