package import BenchModel
package import ToolAdapters

/// A tool that is ready to be run: its adapter, its choice in the recipe and what starts it.
package struct ToolSetup: Sendable {
    package let adapter: any ToolAdapter
    package let choice: ToolChoice
    /// Nil for tools that are part of Concord.
    package let version: ToolVersion?
    package let command: [String]
}
