/// Settings as a user writes them, `name,name=value,…`, from which each is taken once.
struct SettingText {
    private var values: [String: String] = [:]

    /// - Parameter known: the names that may stand there; those that end in `=` need a value, the others take none.
    init(_ text: String, known: [String]) throws(SettingError) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = pieces[0].filter { $0 != " " }
            let hasValue = pieces.count == 2
            guard known.contains(name) || known.contains(name + "=") else {
                throw .unknown(name, known: known)
            }
            guard known.contains(name) != hasValue else {
                throw .wrong(name, expected: hasValue ? "no value" : "a value: \(name)=…")
            }
            guard values[name] == nil else { throw .twice(name) }
            values[name] = hasValue ? String(pieces[1]) : ""
        }
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// Nil when not given.
    func integer(_ name: String, atLeast least: Int, atMost most: Int = .max) throws(SettingError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let value = Int(text), (least...most).contains(value) else {
            throw .wrong(name, expected: "a whole number from \(least)" + (most == .max ? "" : " to \(most)"))
        }
        return value
    }

    /// Whole numbers with a plus between them. Nil when not given.
    func integers(_ name: String) throws(SettingError) -> Set<Int>? {
        guard let text = values[name] else { return nil }
        let parts = text.split(separator: "+", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }.filter { $0 >= 0 }
        guard numbers.count == parts.count else {
            throw .wrong(name, expected: "numbers from 0 with + between them, such as \(name)=3+7")
        }
        return Set(numbers)
    }

    /// Nil when not given.
    func duration(_ name: String) throws(SettingError) -> Duration? {
        guard let text = values[name] else { return nil }
        guard let value = Duration(text: text), value <= .seconds(86_400) else {
            throw .wrong(name, expected: "a duration with its unit up to 24h, such as 50ms or 2s")
        }
        return value
    }

    /// A percentage. Nil when not given.
    func share(_ name: String) throws(SettingError) -> Double? {
        guard let text = values[name] else { return nil }
        guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent <= 100 else {
            throw .wrong(name, expected: "a percentage above 0% and up to 100%, such as \(name)=1%")
        }
        return percent / 100
    }
}
