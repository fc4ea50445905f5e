/// Credentials that stand in an address: before the `@`, and in its query.
package enum MaskedURL {
    /// From so many characters on, any value of an address's query is taken for a secret.
    private static let longest = 12

    /// What ends an address within a text.
    private static let ends: Set<UInt8> = Set(" \t\r\n\"'`<>\\".utf8)

    /// The text with `***` in place of each credential in it. For any path, address or text that is shown.
    package static func shown(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "@")) || bytes.contains(UInt8(ascii: "=")) else { return text }
        var shown: [UInt8] = []
        shown.reserveCapacity(bytes.count)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(where: ends.contains) ?? bytes.count
            shown += masked(bytes[start..<end])
            if end < bytes.count { shown.append(bytes[end]) }
            start = end + 1
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// The credentials of an address, as they stand in it.
    package static func secrets(in url: String) -> [String] {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let members = query.split(whereSeparator: { "&;#?".contains($0) }).compactMap { member -> String? in
            let parts = member.split(separator: "=", maxSplits: 1).map(String.init)
            return parts.count == 2 && isSecret(parts[0], parts[1], inURL: true) ? parts[1] : nil
        }
        let user = url.split(separator: "://", maxSplits: 1).dropFirst().first?.split(separator: "@").dropLast()
        // A shorter one would hide what is none.
        return (members + [user?.joined(separator: "@") ?? ""]).filter { $0.utf8.count >= 4 }
    }

    private static func masked(_ word: ArraySlice<UInt8>) -> [UInt8] {
        let mask = Array(SecretName.mask.utf8)
        var word = Array(word)
        let scheme = place(of: "://", in: word)
        let authority = scheme.map { $0 + 3 } ?? 0
        if let at = word.lastIndex(of: UInt8(ascii: "@")), at >= authority {
            let before = word[authority..<at]
            let hasColon = before.contains(UInt8(ascii: ":"))
            let end = before.firstIndex { "/?#".utf8.contains($0) }
            // A password with a slash in it is one all the same, told by what cannot be a port.
            let host = before[..<(end ?? before.endIndex)]
            let port = host.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).dropFirst().first
            let isPort = port?.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? true
            if scheme != nil ? (end == nil || !isPort) : (end == nil && hasColon && !before.isEmpty) {
                let kept =
                    scheme == nil ? (before.firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 } ?? authority) : authority
                word.replaceSubrange(kept..<at, with: mask)
            }
        }
        if scheme != nil, !word[authority...].contains(UInt8(ascii: "@")) {
            // What follows a colon and is no port was meant for a password.
            let end = word[authority...].firstIndex { "/?#".utf8.contains($0) } ?? word.endIndex
            let host = word[authority..<end]
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            if let colon = host.lastIndex(of: UInt8(ascii: ":")), host.last != UInt8(ascii: "]"),
                let first = host[(colon + 1)...].first, !"${".utf8.contains(first),
                !host[(colon + 1)...].allSatisfy(digits.contains)
            {
                word.replaceSubrange((colon + 1)..<end, with: mask)
            }
        }
        return query(of: word, inURL: scheme != nil, mask)
    }

    private static func query(of word: [UInt8], inURL: Bool, _ mask: [UInt8]) -> [UInt8] {
        guard let start = word.firstIndex(of: UInt8(ascii: "?")) else { return word }
        var shown = Array(word[..<start])
        var member: [UInt8] = []
        func close() {
            if let equals = member.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(decoding: member[1..<max(equals, 1)], as: UTF8.self)
                let value = String(decoding: member[(equals + 1)...], as: UTF8.self)
                shown += isSecret(name, value, inURL: inURL) ? Array(member[...equals]) + mask : member
            } else {
                shown += member
            }
        }
        for byte in word[start...] {
            if "?&;#".utf8.contains(byte), !member.isEmpty {
                close()
                member = []
            }
            member.append(byte)
        }
        close()
        return shown
    }

    private static func isSecret(_ name: String, _ value: String, inURL: Bool) -> Bool {
        guard !value.isEmpty else { return false }
        let plain = name.replacing("%5F", with: "_").replacing("%5f", with: "_").replacing("%2D", with: "-")
        return SecretName.isSecret(plain) || inURL && value.utf8.count >= longest
    }

    private static func place(of mark: String, in word: [UInt8]) -> Int? {
        let mark = Array(mark.utf8)
        guard word.count >= mark.count else { return nil }
        return (0...(word.count - mark.count)).first { word[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
