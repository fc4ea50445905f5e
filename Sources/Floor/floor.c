#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "floor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/epoll.h>
#else
#include <poll.h>
#endif

enum { READ_SIZE = 64 << 10, LINE_SIZE = 2 << 10, EVENTS = 256, PATIENCE_MS = 30000 };

struct stream {
    int socket;
    /// When its request was written; 0 once the first chunk of the answer has come.
    double sent;
    /// The start of a line whose end has not come yet.
    char *rest;
    size_t rest_length;
};

struct run {
    const struct floor_load *load;
    struct stream *streams;
    char *request;
    size_t request_length;
    int started, ended;
    long chunks;
    double waited;
#if defined(__linux__)
    int queue;
#else
    struct pollfd *polled;
#endif
};

static char buffer[LINE_SIZE + READ_SIZE];

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int make_request(struct run *run) {
    const struct floor_load *load = run->load;
    static const char word[] = "bado ";
    size_t room = 1024 + (size_t)load->prompt_words * (sizeof word - 1);
    char *body = malloc(room), *request = malloc(room + 256);
    if (!body || !request) return -1;
    int length = sprintf(
        body,
        "{\"model\":\"simulator\",\"messages\":[{\"role\":\"user\",\"content\":\""
    );
    for (int i = 0; i < load->prompt_words; i++) {
        memcpy(body + length, word, sizeof word - 1);
        length += (int)sizeof word - 1;
    }
    length += sprintf(
        body + length,
        "\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true},\"ignore_eos\":true,\"max_tokens\":%d}",
        load->tokens
    );
    int head = sprintf(
        request,
        "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:%d\r\ncontent-type: application/json\r\n"
        "content-length: %d\r\n\r\n",
        load->port, length
    );
    memcpy(request + head, body, (size_t)length);
    free(body);
    run->request = request;
    run->request_length = (size_t)(head + length);
    return 0;
}

/// A request is far smaller than a socket's buffer, so that the system takes it whole.
static int send_request(struct run *run, struct stream *stream) {
    stream->sent = now();
    run->started++;
    return write(stream->socket, run->request, run->request_length) == (ssize_t)run->request_length ? 0 : -1;
}

static int open_stream(struct run *run, int index) {
    struct stream *stream = &run->streams[index];
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short)run->load->port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    stream->socket = socket(AF_INET, SOCK_STREAM, 0);
    stream->rest = malloc(LINE_SIZE);
    if (stream->socket < 0 || !stream->rest) return -1;
    if (connect(stream->socket, (struct sockaddr *)&address, sizeof address)) return -1;
    int on = 1;
    setsockopt(stream->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#if defined(__linux__)
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (unsigned)index};
    return epoll_ctl(run->queue, EPOLL_CTL_ADD, stream->socket, &event);
#else
    run->polled[index] = (struct pollfd){.fd = stream->socket, .events = POLLIN};
    return 0;
#endif
}

/// Looks at one whole line. Returns whether it ends the answer.
static int take_line(struct run *run, struct stream *stream, const char *line, size_t length, double time) {
    static const char data[] = "data: ", content[] = "\"content\":\"";
    if (length < sizeof data || memcmp(line, data, sizeof data - 1)) return 0;
    if (line[sizeof data - 1] == '[') return 1;
    const char *found = memmem(line, length, content, sizeof content - 1);
    // The chunk that brings the role has a content, which is empty.
    if (!found || found + sizeof content > line + length || found[sizeof content - 1] == '"') return 0;
    run->chunks++;
    if (stream->sent > 0) {
        run->waited += time - stream->sent;
        stream->sent = 0;
    }
    return 0;
}

/// Reads what there is. Returns 1 when the answer has ended, 0 when it goes on, −1 on failure.
static int read_stream(struct run *run, struct stream *stream) {
    // What is left of the last read goes in front of this one.
    char *line = buffer + LINE_SIZE - stream->rest_length;
    ssize_t got = read(stream->socket, buffer + LINE_SIZE, READ_SIZE);
    if (got <= 0) return -1;
    double time = now();
    memcpy(line, stream->rest, stream->rest_length);
    char *end = buffer + LINE_SIZE + got, *seen = buffer + LINE_SIZE;
    int ended = 0;
    for (char *stop; (stop = memchr(seen, '\n', (size_t)(end - seen))); line = seen = stop + 1) {
        if (take_line(run, stream, line, (size_t)(stop - line), time)) ended = 1;
    }
    stream->rest_length = (size_t)(end - line);
    if (stream->rest_length > LINE_SIZE) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(stream->rest, line, stream->rest_length);
    return ended;
}

static int read_and_go_on(struct run *run, int index) {
    struct stream *stream = &run->streams[index];
    int state = read_stream(run, stream);
    if (state <= 0) return state;
    run->ended++;
    return run->started < run->load->requests ? send_request(run, stream) : 0;
}

static const char *follow(struct run *run, int open) {
#if defined(__linux__)
    (void)open;
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(run->queue, events, EVENTS, PATIENCE_MS);
    if (ready == 0) return "no byte came for 30 s";
    for (int i = 0; i < ready; i++) {
        if (read_and_go_on(run, (int)events[i].data.u32)) return "the server closed a stream";
    }
#else
    if (poll(run->polled, (nfds_t)open, PATIENCE_MS) == 0) return "no byte came for 30 s";
    for (int i = 0; i < open; i++) {
        if (run->polled[i].revents && read_and_go_on(run, i)) return "the server closed a stream";
    }
#endif
    return NULL;
}

static const char *run_all(struct run *run) {
    const struct floor_load *load = run->load;
    int open = load->concurrency < load->requests ? load->concurrency : load->requests;
    if (make_request(run)) return "out of memory";
    for (int i = 0; i < open; i++) {
        if (open_stream(run, i)) return "a connection could not be opened";
        if (send_request(run, &run->streams[i])) return "a request could not be sent";
    }
    const char *failure = NULL;
    while (!failure && run->ended < load->requests) failure = follow(run, open);
    return failure;
}

const char *floor_run(const struct floor_load *load, struct floor_result *result) {
    struct run run = {.load = load};
    run.streams = calloc((size_t)load->concurrency, sizeof *run.streams);
#if defined(__linux__)
    run.queue = epoll_create1(0);
#else
    run.polled = calloc((size_t)load->concurrency, sizeof *run.polled);
#endif
    double start = now();
    const char *failure = run.streams ? run_all(&run) : "out of memory";
    result->seconds = now() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    result->cpu_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    result->chunks = run.chunks;
    result->ttft_mean = load->requests > 0 ? run.waited / load->requests : 0;
    for (int i = 0; run.streams && i < load->concurrency; i++) {
        if (run.streams[i].socket > 0) close(run.streams[i].socket);
        free(run.streams[i].rest);
    }
    free(run.streams);
    free(run.request);
#if defined(__linux__)
    close(run.queue);
#else
    free(run.polled);
#endif
    return failure;
}
