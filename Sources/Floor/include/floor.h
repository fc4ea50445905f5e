#ifndef FLOOR_H
#define FLOOR_H

/// What the floor asks for: `requests` streams of `tokens` tokens each from 127.0.0.1:`port`, `concurrency` at once.
struct floor_load {
    int port;
    int concurrency;
    int requests;
    int tokens;
    int prompt_words;
};

struct floor_result {
    /// Content chunks seen.
    long chunks;
    /// From the first connection to the last answer, in seconds.
    double seconds;
    /// User and system time of the process, in seconds.
    double cpu_seconds;
    /// Mean time from a request's write to its first content chunk, in seconds.
    double ttft_mean;
};

/// The least that a client can do and still find every chunk of every event stream: one thread, wait, read, find the
/// line ends, look for content. No JSON is parsed and nothing is kept of a chunk but its count.
///
/// The answers are those of an OpenAI-compatible chat server over kept connections, each ended by `data: [DONE]`.
///
/// @return Nil, or what went wrong, as words that stay valid.
const char *floor_run(const struct floor_load *load, struct floor_result *result);

#endif
