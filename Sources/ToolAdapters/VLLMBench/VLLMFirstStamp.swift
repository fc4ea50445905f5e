import BenchModel

/// What the first time stamp of each request stands for.
///
/// Up to 0.32 the chat client takes the first message with `choices` for the first token, and servers open a chat
/// stream with a message that names the role and carries no text. Whether one did, the number of stamps tells where the
/// server sends one token a message: n tokens give n stamps without a role message, n + 1 with it, n + 2 with a
/// message at the end that carries only the reason for ending. Of n + 1 stamps one is that message where the last two
/// come from one write and the first two do not.
enum VLLMFirstStamp: Equatable {
    case content
    case role
    /// A role message at the start and an empty message at the end.
    case roleAndFinish
    /// The first token, and an empty message at the end.
    case contentAndFinish
    /// Not to be told apart.
    case unknown

    /// Messages that come from one write of the server lie closer than this, in seconds.
    private static let sameWrite = 1e-3

    init(_ lists: VLLMRequestLists, of result: VLLMResult, completed: [Int], evidence: VLLMVersionEvidence) {
        func isMost(_ matches: (Int) -> Bool) -> Bool { completed.count { matches($0) } * 2 > completed.count }
        func surplus(_ index: Int) -> Int { lists.itls[index].count - lists.outputLengths[index] }
        guard result.endpoint != .completions, !completed.isEmpty else {
            self = !completed.isEmpty && isMost({ surplus($0) == 0 }) ? .contentAndFinish : .content
            return
        }
        guard result.endpoint == .chat else {
            self = .unknown
            return
        }
        // Only a version that was told counts: no evidence in the output separates 0.33 from 0.32.
        if !result.isRustClient, evidence.isAtLeast("0.33") == true {
            self = .content
            return
        }
        func isOneWrite(_ gap: Double?) -> Bool { gap.map { $0 < Self.sameWrite } ?? false }
        if isMost({ surplus($0) == 0 }) {
            let endsAtOnce = isMost { isOneWrite(lists.itls[$0].last) && !isOneWrite(lists.itls[$0].first) }
            self = endsAtOnce ? .contentAndFinish : .role
        } else if isMost({ surplus($0) == 1 }) {
            self = .roleAndFinish
        } else if isMost({ surplus($0) == -1 }) {
            self = .content
        } else if isMost({ isOneWrite(lists.itls[$0].first) }) {
            self = .role
        } else {
            self = .unknown
        }
    }
}
