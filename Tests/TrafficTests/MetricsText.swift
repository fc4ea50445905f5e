/// Reads a page of metrics as a test wants it.
enum MetricsText {
    /// By name and the labels that a simulator does not always have.
    static func values(_ page: String) -> [String: Double] {
        var values: [String: Double] = [:]
        for line in page.split(separator: "\n" as Character) where !line.hasPrefix("#") {
            let parts = line.split(separator: " " as Character)
            let name = String(parts[0]).replacing(#"engine="0",model_name="simulator""#, with: "").replacing(
                "{,",
                with: "{"
            )
            .replacing("{}", with: "")
            values[name] = parts.count == 2 ? Double(String(parts[1])) : nil
        }
        return values
    }
}
