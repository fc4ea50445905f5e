import BenchModel
import Foundation
import Testing
import ToolAdapters

@testable import Harness

struct MappingTableTests {
    private let tools: [(id: ToolID, version: ToolVersion?)] = [
        (HarnessSamples.vllm, "0.32.0"), (HarnessSamples.evalscope, "1.14.1"), (.native, nil),
    ]

    @Test func `every key of a workload is explained for every tool`() throws {
        let rows = MappingTable.rows(for: tools)
        #expect(rows[0] == ["recipe key", "vllm 0.32.0", "evalscope 1.14.1", "native"])
        guard case .object(let members)? = RecipeSchema.value["properties"]?["workload"]?["properties"] else {
            Issue.record("the schema has no workload")
            return
        }
        #expect(members.count > 20)
        for key in members.keys {
            let row = try #require(rows.first { $0[0] == "workload.\(key)" }, "\(key)")
            #expect(row.dropFirst().allSatisfy { !$0.isEmpty && $0 != "–" }, "\(row)")
        }
    }

    @Test func `no key has two rows and no tool is silent about one`() {
        let rows = MappingTable.rows(for: tools)
        #expect(Set(rows.map { $0[0] }).count == rows.count)
        for row in rows { #expect(row.count == 4 && !row.contains("–"), "\(row)") }
    }

    @Test func `a tool that nobody knows has an empty column`() {
        let rows = MappingTable.rows(for: [(.native, nil), (ToolID("wrk"), nil)])
        #expect(rows.dropFirst().allSatisfy { $0[2] == "–" })
    }
}
