#define _GNU_SOURCE
#include "Sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

#ifdef __linux__
#include <sched.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>

// Marks the timer among the events; sockets have 32 bits.
static const uint64_t timer_token = 1ULL << 32;

int socket_queue_open(struct socket_queue *queue) {
    queue->deadline = 0;
    queue->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (queue->timer < 0) return -1;
    queue->handle = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = timer_token};
    if (queue->handle >= 0 && epoll_ctl(queue->handle, EPOLL_CTL_ADD, queue->timer, &event) == 0) return 0;
    int reason = errno;
    if (queue->handle >= 0) close(queue->handle);
    close(queue->timer);
    errno = reason;
    return -1;
}

void socket_queue_close(struct socket_queue *queue) {
    close(queue->handle);
    close(queue->timer);
}

static int control(int queue, int operation, int socket, uint32_t token, int readable, int writable) {
    struct epoll_event event = {
        .events = (readable ? EPOLLIN | EPOLLRDHUP : 0) | (writable ? EPOLLOUT : 0), .data.u64 = token};
    return epoll_ctl(queue, operation, socket, &event);
}

int socket_queue_add(const struct socket_queue *queue, int socket, uint32_t token, int writable) {
    return control(queue->handle, EPOLL_CTL_ADD, socket, token, 1, writable);
}

int socket_queue_change(const struct socket_queue *queue, int socket, uint32_t token, int readable, int writable) {
    return control(queue->handle, EPOLL_CTL_MOD, socket, token, readable, writable);
}

int socket_queue_wait(struct socket_queue *queue, struct socket_event *events, int capacity, int64_t deadline) {
    struct epoll_event ready[256];
    int limit = -1;
    if (deadline != queue->deadline) {
        if (deadline <= now()) {
            limit = 0;
        } else {
            // Setting it also takes back that it has run out.
            struct itimerspec setting = {.it_value = {deadline / 1000000000, deadline % 1000000000}};
            if (timerfd_settime(queue->timer, TFD_TIMER_ABSTIME, &setting, NULL) != 0) return -1;
            queue->deadline = deadline;
        }
    }
    int count = epoll_wait(queue->handle, ready, capacity < 256 ? capacity : 256, limit);
    if (count < 0) return errno == EINTR ? 0 : -1;
    int sockets = 0;
    for (int i = 0; i < count; i++) {
        if (ready[i].data.u64 == timer_token) continue;
        events[sockets].token = (uint32_t)ready[i].data.u64;
        events[sockets].readable = (ready[i].events & EPOLLIN) != 0;
        events[sockets].writable = (ready[i].events & EPOLLOUT) != 0;
        events[sockets++].ended = (ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    }
    return sockets;
}

// SCHED_FLAG_RESET_ON_FORK, which older headers lack.
static const uint64_t reset_on_fork = 1;

void thread_take_short_slices(int64_t nanoseconds) {
    // struct sched_attr, which older headers lack.
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes = {.flags = reset_on_fork, .nice = getpriority(PRIO_PROCESS, 0), .runtime = (uint64_t)nanoseconds};
    attributes.size = sizeof attributes;
    syscall(SYS_sched_setattr, 0, &attributes, 0);
}

void thread_use_cores(enum core_choice choice) {
    cpu_set_t cores;
    // The thread that the process began with has those that the process was given.
    if (sched_getaffinity(getpid(), sizeof cores, &cores) != 0 || CPU_COUNT(&cores) < 2) return;
    int first = 0;
    while (!CPU_ISSET(first, &cores)) first++;
    if (choice == first_core) {
        CPU_ZERO(&cores);
        CPU_SET(first, &cores);
    } else if (choice == other_cores) {
        CPU_CLR(first, &cores);
    }
    sched_setaffinity(0, sizeof cores, &cores);
}

#else
#include <sys/event.h>

void thread_take_short_slices(int64_t nanoseconds) { (void)nanoseconds; }

void thread_use_cores(enum core_choice choice) { (void)choice; }

int socket_queue_open(struct socket_queue *queue) {
    queue->deadline = 0;
    queue->timer = -1;
    queue->handle = kqueue();
    return queue->handle < 0 ? -1 : 0;
}

void socket_queue_close(struct socket_queue *queue) { close(queue->handle); }

int socket_queue_change(const struct socket_queue *queue, int socket, uint32_t token, int readable, int writable) {
    struct kevent changes[2];
    EV_SET(&changes[0], socket, EVFILT_READ, EV_ADD | (readable ? EV_ENABLE : EV_DISABLE), 0, 0,
        (void *)(uintptr_t)token);
    EV_SET(&changes[1], socket, EVFILT_WRITE, writable ? EV_ADD : EV_DELETE, 0, 0, (void *)(uintptr_t)token);
    if (kevent(queue->handle, &changes[0], 1, NULL, 0, NULL) != 0) return -1;
    int result = kevent(queue->handle, &changes[1], 1, NULL, 0, NULL);
    return result != 0 && !writable && errno == ENOENT ? 0 : result;
}

int socket_queue_add(const struct socket_queue *queue, int socket, uint32_t token, int writable) {
    return socket_queue_change(queue, socket, token, 1, writable);
}

int socket_queue_wait(struct socket_queue *queue, struct socket_event *events, int capacity, int64_t deadline) {
    struct kevent ready[256];
    int64_t left = deadline - now();
    if (left < 0) left = 0;
    struct timespec limit = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    int count = kevent(queue->handle, NULL, 0, ready, capacity < 256 ? capacity : 256, &limit);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        events[i].token = (uint32_t)(uintptr_t)ready[i].udata;
        events[i].readable = ready[i].filter == EVFILT_READ;
        events[i].writable = ready[i].filter == EVFILT_WRITE;
        events[i].ended = (ready[i].flags & (EV_EOF | EV_ERROR)) != 0;
    }
    return count;
}
#endif

int socket_resolve(const char *host, const char *port, struct socket_address *addresses, int capacity) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV}, *found = NULL;
    int code = getaddrinfo(host, port, &hints, &found);
    // The resolvers' numbers have different signs on different systems.
    if (code != 0) return code < 0 ? code : -code;
    int count = 0;
    for (struct addrinfo *entry = found; entry && count < capacity; entry = entry->ai_next) {
        memcpy(&addresses[count].storage, entry->ai_addr, entry->ai_addrlen);
        addresses[count++].length = entry->ai_addrlen;
    }
    freeaddrinfo(found);
    return count;
}

const char *socket_resolve_error(int code) {
    return gai_strerror(EAI_NONAME < 0 ? -(code < 0 ? -code : code) : (code < 0 ? -code : code));
}

int socket_connect(const struct socket_address *address) {
    int handle = socket(address->storage.ss_family, SOCK_STREAM, 0);
    if (handle < 0) return -1;
    int one = 1;
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
#ifdef SO_NOSIGPIPE
    setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &one, sizeof one);
#endif
    if (fcntl(handle, F_SETFL, O_NONBLOCK) == 0 && fcntl(handle, F_SETFD, FD_CLOEXEC) == 0
        && (connect(handle, (const struct sockaddr *)&address->storage, address->length) == 0 || errno == EINPROGRESS))
        return handle;
    int reason = errno;
    close(handle);
    errno = reason;
    return -1;
}

int socket_listen(const struct socket_address *address) {
    int handle = socket(address->storage.ss_family, SOCK_STREAM, 0);
    if (handle < 0) return -1;
    int one = 1;
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fcntl(handle, F_SETFL, O_NONBLOCK) == 0 && fcntl(handle, F_SETFD, FD_CLOEXEC) == 0
        && bind(handle, (const struct sockaddr *)&address->storage, address->length) == 0 && listen(handle, 4096) == 0)
        return handle;
    int reason = errno;
    close(handle);
    errno = reason;
    return -1;
}

int socket_port(int socket) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(socket, (struct sockaddr *)&address, &length) != 0) return -1;
    return ntohs(
        address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                      : ((struct sockaddr_in *)&address)->sin_port);
}

int socket_accept(int listener) {
    int handle = accept(listener, NULL, NULL);
    if (handle < 0) return -1;
    int one = 1;
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
#ifdef SO_NOSIGPIPE
    setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &one, sizeof one);
#endif
    if (fcntl(handle, F_SETFL, O_NONBLOCK) == 0 && fcntl(handle, F_SETFD, FD_CLOEXEC) == 0) return handle;
    close(handle);
    return -1;
}

void socket_end_writing(int socket) { shutdown(socket, SHUT_WR); }

void socket_close(int socket, int reset) {
    struct linger option = {.l_onoff = 1, .l_linger = 0};
    if (reset) setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, sizeof option);
    close(socket);
}

int socket_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

int socket_is_idle(int socket) {
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

#ifdef MSG_NOSIGNAL
static const int write_flags = MSG_NOSIGNAL;
#else
static const int write_flags = 0;
#endif

long socket_write(int socket, const void *first, long first_count, const void *second, long second_count) {
    if (second_count == 0) return send(socket, first, (size_t)first_count, write_flags);
    struct iovec parts[2] = {{(void *)first, (size_t)first_count}, {(void *)second, (size_t)second_count}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    return sendmsg(socket, &message, write_flags);
}
