extension BodyFields {
    /// How far the means of values that are drawn for each request may be apart, as a share: those of 100 lengths that
    /// spread by half of their mean vary by less.
    private static let drawnShare = 0.1

    /// Whether two runs' bodies say something else in a field.
    /// - Parameter neutral: Values that ask for no more than silence does.
    func differs(from other: BodyFields, in name: String, neutral: Set<String> = []) -> Bool {
        let own = plain(name, neutral)
        let others = other.plain(name, neutral)
        if own.count > 1, others.count > 1 {
            guard own.contains(nil) == others.contains(nil) else { return true }
            guard let left = mean(name), let right = other.mean(name) else { return false }
            return abs(left - right) > Self.drawnShare * max(abs(left), abs(right))
        }
        return own != others
    }

    private func plain(_ name: String, _ neutral: Set<String>) -> Set<String?> {
        Set(
            values(name).keys.map { text in
                guard let text, !neutral.contains(text) else { return nil }
                // A list of one asks for the same as its element.
                return text.hasPrefix("[") && !text.contains(",") ? String(text.dropFirst().dropLast()) : text
            }
        )
    }
}
