package import BenchModel

extension NativeEngine {
    package func formula(for version: ToolVersion?, api: API) -> ToolFormula? { .canonical }
}
