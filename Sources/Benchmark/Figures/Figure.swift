/// What is measured of a client in one run. The raw value is the name in the JSON.
enum Figure: String, CaseIterable, Codable {
    /// User and system time of all threads and children over the chunks that the server wrote, in seconds.
    case cpuPerChunk = "cpu_per_chunk"
    /// From the first request that the server received to the last answer that it wrote.
    case chunkRate = "chunks_per_second"
    /// Reported mean TTFT less the true one, in seconds.
    case ttftError = "ttft_mean_error"
    /// Reported median TTFT less the true one, in seconds.
    case ttftMedianError = "ttft_median_error"
    /// Reported 99th percentile of TTFT less the true one, in seconds.
    case ttftP99Error = "ttft_p99_error"
    /// Reported mean ITL over the true one, less 1.
    case itlError = "itl_mean_error"
    /// Largest resident set, in bytes.
    case peakMemory = "peak_memory"
    /// What each chunk more adds to the largest resident set, in bytes: the difference of two runs.
    case memoryPerChunk = "memory_per_chunk"
    /// Requests that the server did not answer whole or the client counts as failed.
    case failedRequests = "failed_requests"
    /// From the last answer to the end of the process, in seconds: the statistics and their writing.
    case closingTime = "closing_time"
    /// Requests per second that the server received, over the rate asked for, less 1.
    case rateError = "rate_error"
    /// Sent less due, 99th percentile, in seconds, as the client reports it.
    case sendLagP99 = "send_lag_p99"
    /// Reported mean TTFT from the due time over that which the server's log gives, less 1.
    case dueError = "due_error"
    /// Part of all cores' time that a hypervisor gave to others while the client ran.
    case stealShare = "steal_share"
}
