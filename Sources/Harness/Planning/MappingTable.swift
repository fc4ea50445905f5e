package import BenchModel
import ToolAdapters

/// `plan --explain`: recipe key ↔ flag of every tool, as rows of cells with a heading first.
package enum MappingTable {
    package static func rows(for tools: [(id: ToolID, version: ToolVersion?)]) -> [[String]] {
        let columns = tools.map { tool in
            let rows = Tools.adapter(for: tool.id)?.mapping(for: tool.version) ?? []
            return Dictionary(rows.map { ($0.key, $0.flag) }) { first, _ in first }
        }
        var keys: [String] = []
        for tool in tools {
            for row in Tools.adapter(for: tool.id)?.mapping(for: tool.version) ?? [] where !keys.contains(row.key) {
                keys.append(row.key)
            }
        }
        let heading = ["recipe key"] + tools.map { tool in tool.version.map { "\(tool.id) \($0)" } ?? tool.id.rawValue }
        return [heading] + keys.map { key in [key] + columns.map { $0[key] ?? "–" } }
    }
}
