import BenchModel

extension RecipeForm {
    /// Settings in one text, as the flag of the same name takes them.
    static func settings(
        example: String,
        _ convert: @escaping (String) throws(SettingError) -> Value
    ) -> RecipeForm {
        let shape = RecipeShape.settings(example: example)
        return RecipeForm(shape) { value, reading in
            guard case .scalar(let text, .string) = value.node.content, !text.isEmpty else {
                reading.mismatch(value, shape)
                return nil
            }
            do throws(SettingError) {
                return try convert(text)
            } catch {
                var suggestion: String?
                if case .unknown(let name, let known) = error {
                    suggestion = SpellingDistance.nearest(to: name, among: known.map { $0.replacing("=", with: "") })
                }
                reading.note(.settings(key: value.path, error, suggestion: suggestion), value)
                return nil
            }
        }
    }
}
