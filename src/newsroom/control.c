/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions of the command to the daemon.  See control.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/control.h"
#include "newsroom/room.h"

enum {
	LINE = 1024,
	BACKLOG = 8
};

/* One question of one caller. */
struct caller {
	struct control *control;
	int fd;
	sd_event_source *source;
};

struct control {
	sd_event *event;
	struct newsroom *newsroom;
	size_t count;
	int *fds;
	sd_event_source **sources;
	struct caller *rebuilder; /* waits for the end of a rebuild */
};

/* A path of any length: sun_path is short, /proc/self/fd/N is not long. */
static int
address(int dir, struct sockaddr_un *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->sun_family = AF_UNIX;
	return snprintf(ret->sun_path, sizeof(ret->sun_path),
		   "/proc/self/fd/%d/control",
		   dir) < (int)sizeof(ret->sun_path) ?
	    0 :
	    -1;
}

static void
hang_up(struct caller *caller)
{
	if (caller->control->rebuilder == caller)
		caller->control->rebuilder = NULL;
	sd_event_source_disable_unref(caller->source);
	close(caller->fd);
	free(caller);
}

static void
answer(struct caller *caller, enum verdict v, const struct why *why,
    unsigned count)
{
	char line[LINE];

	if (v == V_OK)
		snprintf(line, sizeof(line), "ok %u\n", count);
	else
		snprintf(line, sizeof(line), "%s %s %s\n", verdict_name(v),
		    why->code, why->text);
	if (send(caller->fd, line, strlen(line), MSG_NOSIGNAL) == -1)
		log_debug("caller went away");
	hang_up(caller);
}

static void
rebuilt(void *context, enum verdict v, const struct why *why, unsigned count)
{
	struct control *control = context;

	if (control->rebuilder != NULL)
		answer(control->rebuilder, v, why, count);
}

static void
obey_rebuild(struct caller *caller)
{
	enum verdict v;
	struct newsroom_task task;
	struct why why;

	task.done = rebuilt;
	task.context = caller->control;
	v = newsroom_rebuild(caller->control->newsroom, &task, &why);
	if (v == V_OK)
		caller->control->rebuilder = caller;
	else
		answer(caller, v, &why, 0);
}

/* "gone ID …": a word and what it is about. */
static enum verdict
obey_life(struct newsroom *newsroom, const char *line, unsigned *count,
    struct why *why)
{
	char act[16];
	int at = 0;

	if (sscanf(line, "%15s %n", act, &at) < 1)
		return why_set(why, V_REJECT, "usage", "unknown request");
	return newsroom_life(newsroom, act, line + at, count, why);
}

static void
obey(struct caller *caller, const char *line)
{
	enum verdict v = V_OK;
	struct newsroom *newsroom;
	struct why why;
	unsigned count = 0;

	newsroom = caller->control->newsroom;
	why_clear(&why);
	if (strcmp(line, "rebuild") == 0) {
		obey_rebuild(caller);
		return;
	}
	if (strcmp(line, "rescan") == 0)
		newsroom_rescan(newsroom);
	else if (strcmp(line, "adopt") == 0)
		v = newsroom_adopt(newsroom, &count, &why);
	else if (strncmp(line, "resume ", 7) == 0)
		v = newsroom_resume(newsroom, line + 7, &count, &why);
	else
		v = obey_life(newsroom, line, &count, &why);
	answer(caller, v, &why, count);
}

static int
on_request(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	char line[LINE];
	ssize_t n;
	struct caller *caller = userdata;

	(void)source;
	(void)revents;
	n = recv(fd, line, sizeof(line) - 1, 0);
	if (n <= 0 || caller->control->rebuilder == caller) {
		if (n == 0 || (n == -1 && errno != EAGAIN))
			hang_up(caller);
		return 0;
	}
	line[n] = '\0';
	line[strcspn(line, "\n")] = '\0';
	obey(caller, line);
	return 0;
}

static int
on_caller(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	int conn;
	struct caller *caller;
	struct control *control = userdata;

	(void)source;
	(void)revents;
	conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (conn == -1)
		return 0;
	caller = xcalloc(1, sizeof(*caller));
	caller->control = control;
	caller->fd = conn;
	if (sd_event_add_io(control->event, &caller->source, conn, EPOLLIN,
		on_request, caller) < 0)
		xalloc_die();
	return 0;
}

static enum verdict
listen_in(struct control *control, struct archive *archive, struct why *why)
{
	int fd;
	struct sockaddr_un sun;

	if (unlinkat(archive->dir, "control", 0) == -1 && errno != ENOENT)
		return why_errno(why, "%s/control", archive->path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1 || address(archive->dir, &sun) == -1 ||
	    bind(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1 ||
	    fchmodat(archive->dir, "control", 0600, 0) == -1 ||
	    listen(fd, BACKLOG) == -1) {
		if (fd != -1)
			close(fd);
		return why_errno(why, "listening on %s/control", archive->path);
	}
	control->fds[control->count] = fd;
	if (sd_event_add_io(control->event, &control->sources[control->count],
		fd, EPOLLIN, on_caller, control) < 0)
		xalloc_die();
	control->count++;
	return V_OK;
}

enum verdict
control_open(sd_event *event, struct newsroom *newsroom, struct control **ret,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct control *control;

	control = xcalloc(1, sizeof(*control));
	control->event = event;
	control->newsroom = newsroom;
	control->fds = xcalloc(newsroom->archive_count, sizeof(int));
	control->sources = xcalloc(newsroom->archive_count,
	    sizeof(sd_event_source *));
	for (i = 0; i < newsroom->archive_count && v == V_OK; i++)
		v = listen_in(control, &newsroom->archives[i], why);
	if (v != V_OK) {
		control_close(control);
		return v;
	}
	*ret = control;
	return V_OK;
}

void
control_close(struct control *control)
{
	size_t i;

	if (control == NULL)
		return;
	if (control->rebuilder != NULL)
		hang_up(control->rebuilder);
	for (i = 0; i < control->count; i++) {
		sd_event_source_disable_unref(control->sources[i]);
		close(control->fds[i]);
		(void)unlinkat(control->newsroom->archives[i].dir, "control",
		    0);
	}
	free(control->fds);
	free(control->sources);
	free(control);
}

static enum verdict
read_answer(int fd, unsigned *ret_count, struct why *why)
{
	char code[WHY_CODE_MAX], line[LINE], name[16];
	int at = 0;
	ssize_t n;
	size_t len = 0;

	while (len < sizeof(line) - 1 &&
	    (n = recv(fd, line + len, sizeof(line) - 1 - len, 0)) > 0)
		len += (size_t)n;
	line[len] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "ok %u", ret_count) == 1)
		return V_OK;
	if (sscanf(line, "%15s %39s %n", name, code, &at) < 2)
		return why_set(why, V_DEFER, "no-daemon",
		    "the daemon ended before it answered");
	return why_set(why, verdict_by_name(name), code, "%s", line + at);
}

enum verdict
control_ask(const char *state, const char *request, unsigned *ret_count,
    struct why *why)
{
	char line[LINE];
	enum verdict v;
	int dir, fd = -1;
	struct sockaddr_un sun;

	dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		return why_errno(why, "state folder %s", state);
	snprintf(line, sizeof(line), "%s\n", request);
	if (address(dir, &sun) == -1 ||
	    (fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		v = why_errno(why, "asking the daemon of %s", state);
	else if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1)
		v = why_set(why, V_DEFER, "no-daemon", "no daemon of %s runs",
		    state);
	else if (send(fd, line, strlen(line), MSG_NOSIGNAL) == -1)
		v = why_errno(why, "asking the daemon of %s", state);
	else
		v = read_answer(fd, ret_count, why);
	if (fd != -1)
		close(fd);
	close(dir);
	return v;
}
