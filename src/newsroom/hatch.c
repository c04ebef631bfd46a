/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the courier takes letters.  See hatch.h for the contract. */
#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/hatch.h"
#include "newsroom/room.h"

struct hatch {
	sd_event *event;
	struct newsroom *newsroom;
	const struct config_courier *settings;
	uid_t user; /* who may come; ours if there is no such account */
	int fd;
	sd_event_source *door;
	sd_event_source *after; /* everything else that happens */
	sd_event_source *timer;
	int courier; /* -1: nobody is here */
	sd_event_source *talk;
	int waiting; /* it has asked, and nothing was due */
};

/* A letter, and in whose catalogue it is. */
struct found {
	struct catalog *catalog;
	const struct config_site *site; /* NULL: of no site that we have */
	struct catalog_letter letter;   /* id 0: none */
};

/* What the courier says of a letter. */
struct remark {
	char verb[16];
	char uid[CATALOG_LETTER_SIZE];
	char scope[16]; /* of defer; else its code */
	char code[CATALOG_CODE_SIZE];
	unsigned pause; /* seconds that its addressee wants to be left alone */
};

static int64_t
now(struct hatch *hatch)
{
	return now_s(hatch->newsroom);
}

static void
hang_up(struct hatch *hatch)
{
	if (hatch->courier == -1)
		return;
	hatch->talk = sd_event_source_disable_unref(hatch->talk);
	close(hatch->courier);
	hatch->courier = -1;
	hatch->waiting = 0;
	log_info("courier left");
}

static void
say(struct hatch *hatch, const char *packet, int fd)
{
	char control[CMSG_SPACE(sizeof(int))];
	struct cmsghdr *header;
	struct iovec part;
	struct msghdr message;

	memset(&message, 0, sizeof(message));
	memset(control, 0, sizeof(control));
	part.iov_base = xstrdup(packet);
	part.iov_len = strlen(packet);
	message.msg_iov = &part;
	message.msg_iovlen = 1;
	if (fd != -1) {
		message.msg_control = control;
		message.msg_controllen = sizeof(control);
		header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &fd, sizeof(int));
	}
	if (sendmsg(hatch->courier, &message, MSG_NOSIGNAL) == -1)
		hang_up(hatch);
	free(part.iov_base);
}

static void
refuse(struct hatch *hatch, const char *code)
{
	char packet[HATCH_PACKET];

	log_warn("courier refused code=%s", code);
	snprintf(packet, sizeof(packet), "no %s", code);
	say(hatch, packet, -1);
	hang_up(hatch);
}

static const struct config_site *
site_of(struct hatch *hatch, struct catalog *catalog, int64_t id)
{
	const struct desk *desk;
	size_t i;

	for (i = 0; i < hatch->newsroom->desk_count; i++) {
		desk = &hatch->newsroom->desks[i];
		if (desk->archive->catalog == catalog && desk->site.id == id)
			return desk->config;
	}
	return NULL;
}

static enum verdict
hand_out(struct hatch *hatch, const struct found *found, struct why *why)
{
	char packet[HATCH_PACKET];
	int fd;

	fd = fs_memory_file(found->letter.payload,
	    strlen(found->letter.payload));
	if (fd == -1)
		return why_errno(why, "handing out a letter");
	snprintf(packet, sizeof(packet), "letter %s %s %s %s",
	    found->letter.uid, found->letter.kind, found->site->name,
	    found->letter.addressee);
	hatch->waiting = 0;
	say(hatch, packet, fd);
	close(fd);
	return V_OK;
}

/* The first that is due; those of a site that is in the settings no more go
 * the way of the site. */
static enum verdict
next_of(struct hatch *hatch, struct catalog *catalog, struct found *ret,
    struct why *why)
{
	enum verdict v;

	ret->catalog = catalog;
	for (;;) {
		v = catalog_outbox_next(catalog, now(hatch), &ret->letter, why);
		if (v != V_OK || ret->letter.id == 0)
			return v;
		ret->site = site_of(hatch, catalog, ret->letter.site);
		if (ret->site != NULL)
			return V_OK;
		log_warn("letter of an unknown site dropped kind=%s",
		    ret->letter.kind);
		v = catalog_outbox_drop(catalog, &ret->letter, why);
		catalog_letter_fini(&ret->letter);
		if (v != V_OK)
			return v;
	}
}

/* To be called again when the next letter falls due, by the clock that may
 * be set: at the latest in a minute. */
static enum verdict
set_timer(struct hatch *hatch, struct why *why)
{
	enum verdict v = V_OK;
	int64_t at, due = INT64_MAX;
	size_t i;

	for (i = 0; i < hatch->newsroom->archive_count && v == V_OK; i++) {
		v = catalog_outbox_due(hatch->newsroom->archives[i].catalog,
		    &at, why);
		if (v == V_OK && at < due)
			due = at;
	}
	if (due == INT64_MAX || v != V_OK) {
		sd_event_source_set_enabled(hatch->timer, SD_EVENT_OFF);
		return v;
	}
	due -= now(hatch);
	due = due < 0 ? 0 : due;
	due = due > 60 ? 60 : due;
	sd_event_source_set_time(hatch->timer,
	    (uint64_t)(now_ms(hatch->newsroom) + due * 1000) * 1000);
	sd_event_source_set_enabled(hatch->timer, SD_EVENT_ONESHOT);
	return V_OK;
}

static void
serve(struct hatch *hatch)
{
	enum verdict v = V_OK;
	size_t i;
	struct found found;
	struct why why;

	if (!hatch->waiting)
		return;
	memset(&found, 0, sizeof(found));
	for (i = 0; i < hatch->newsroom->archive_count && v == V_OK &&
	     found.letter.id == 0;
	     i++)
		v = next_of(hatch, hatch->newsroom->archives[i].catalog, &found,
		    &why);
	if (v == V_OK && found.letter.id != 0)
		v = hand_out(hatch, &found, &why);
	else if (v == V_OK)
		v = set_timer(hatch, &why);
	catalog_letter_fini(&found.letter);
	if (v != V_OK) {
		newsroom_trouble(hatch->newsroom, "handing out a letter", &why);
		hang_up(hatch); /* it comes again, a little later */
	}
}

/* first, twice that, four times, … */
static int64_t
wait_after(const struct config_courier *settings, unsigned failures)
{
	int64_t wait;

	for (wait = settings->retry;
	     failures > 0 && wait < settings->retry_most; failures--)
		wait *= 2;
	return wait < settings->retry_most ? wait : settings->retry_most;
}

static enum verdict
give_up_letter(const struct found *found, const char *code, struct why *why)
{
	log_error("letter given up kind=%s site=%s to=%s code=%s attempts=%u",
	    found->letter.kind, found->site->name, found->letter.addressee,
	    code, found->letter.attempts + 1);
	return catalog_outbox_drop(found->catalog, &found->letter, why);
}

static enum verdict
close_addressee(struct hatch *hatch, const struct found *found,
    const char *code, struct why *why)
{
	log_error("%s disabled site=%s name=%s code=%s: \"gazette resume %s\" "
		  "tries again",
	    found->letter.kind, found->site->name, found->letter.addressee,
	    code, found->letter.addressee);
	return catalog_addressee_close(found->catalog, &found->letter, code,
	    now(hatch), why);
}

/* Has it been failing without one success for so long that it is hopeless?
 * A mail server is not given up: it is ours. */
static int
is_hopeless(struct hatch *hatch, const struct found *found,
    const struct catalog_addressee *to)
{
	return strcmp(found->letter.kind, "mail") != 0 && to->name[0] != '\0' &&
	    now(hatch) - to->failing >= hatch->settings->give_up;
}

static enum verdict
defer(struct hatch *hatch, const struct found *found,
    const struct remark *remark, struct why *why)
{
	enum verdict v;
	int64_t wait;
	struct catalog_addressee to;
	struct catalog_setback setback;

	v = catalog_addressee_get(found->catalog, &found->letter, &to, why);
	if (v != V_OK)
		return v;
	if (is_hopeless(hatch, found, &to))
		return close_addressee(hatch, found, remark->code, why);
	if (now(hatch) - found->letter.created >= hatch->settings->give_up)
		return give_up_letter(found, remark->code, why);
	setback.all = strcmp(remark->scope, "all") == 0;
	setback.code = remark->code;
	wait = wait_after(hatch->settings,
	    setback.all ? to.failures : found->letter.attempts);
	/* Of the second that has begun there is only a part left. */
	if (remark->pause > 0 && wait <= remark->pause)
		wait = (int64_t)remark->pause + 1;
	setback.due = now(hatch) + wait;
	log_warn("letter deferred kind=%s site=%s to=%s code=%s seconds=%lld",
	    found->letter.kind, found->site->name, found->letter.addressee,
	    remark->code, (long long)wait);
	return catalog_outbox_defer(found->catalog, &found->letter, &setback,
	    now(hatch), why);
}

static enum verdict
heed(struct hatch *hatch, const struct found *found,
    const struct remark *remark, struct why *why)
{
	if (strcmp(remark->verb, "sent") == 0) {
		log_info("letter sent kind=%s site=%s to=%s",
		    found->letter.kind, found->site->name,
		    found->letter.addressee);
		return catalog_outbox_sent(found->catalog, &found->letter, why);
	}
	if (strcmp(remark->verb, "defer") == 0)
		return defer(hatch, found, remark, why);
	if (strcmp(remark->verb, "drop") == 0)
		return give_up_letter(found, remark->code, why);
	return close_addressee(hatch, found, remark->code, why);
}

static enum verdict
find(struct hatch *hatch, const char *uid, struct found *ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < hatch->newsroom->archive_count && v == V_OK &&
	     ret->letter.id == 0;
	     i++) {
		ret->catalog = hatch->newsroom->archives[i].catalog;
		v = catalog_outbox_get(ret->catalog, uid, &ret->letter, why);
	}
	if (v == V_OK && ret->letter.id != 0)
		ret->site = site_of(hatch, ret->catalog, ret->letter.site);
	return v;
}

/* No sync of its own: what a loss of power takes back is sent again under
 * the same name. */
static enum verdict
note(struct hatch *hatch, const struct found *found,
    const struct remark *remark, struct why *why)
{
	enum verdict v;

	v = catalog_begin(found->catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	v = heed(hatch, found, remark, why);
	if (v == V_OK)
		return catalog_commit(found->catalog, why);
	catalog_rollback(found->catalog);
	return v;
}

static void
obey(struct hatch *hatch, const struct remark *remark)
{
	enum verdict v;
	struct found found;
	struct why why;

	memset(&found, 0, sizeof(found));
	v = find(hatch, remark->uid, &found, &why);
	/* One that is not there was erased, or said to be sent before. */
	if (v == V_OK && found.site != NULL)
		v = note(hatch, &found, remark, &why);
	if (v == V_OK) {
		say(hatch, "ok", -1);
		return;
	}
	newsroom_trouble(hatch->newsroom, "noting a letter", &why);
	hang_up(hatch);
}

static int
is_code(const char *s)
{
	return s[0] != '\0' &&
	    s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* 0, or -1 for what is none of the verbs with what belongs to them. */
static int
parse(const char *packet, struct remark *ret)
{
	char rest[2];
	int n;

	memset(ret, 0, sizeof(*ret));
	n = sscanf(packet, "%15s %127s %15s %39s %6u %1s", ret->verb, ret->uid,
	    ret->scope, ret->code, &ret->pause, rest);
	if (strcmp(ret->verb, "sent") == 0)
		return n == 2 ? 0 : -1;
	if (strcmp(ret->verb, "drop") == 0 || strcmp(ret->verb, "close") == 0) {
		n = sscanf(packet, "%*s %*s %39s %1s", ret->code, rest);
		return n == 1 && is_code(ret->code) ? 0 : -1;
	}
	if (strcmp(ret->verb, "defer") != 0 || (n != 4 && n != 5) ||
	    ret->pause > HATCH_PAUSE || !is_code(ret->code))
		return -1;
	return strcmp(ret->scope, "all") == 0 ||
		strcmp(ret->scope, "letter") == 0 ?
	    0 :
	    -1;
}

static int
on_packet(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	char packet[HATCH_PACKET];
	ssize_t n;
	struct hatch *hatch = userdata;
	struct remark remark;

	(void)source;
	(void)revents;
	n = recv(fd, packet, sizeof(packet) - 1, 0);
	if (n <= 0) {
		if (n == 0 || (errno != EAGAIN && errno != EINTR))
			hang_up(hatch);
		return 0;
	}
	packet[n] = '\0';
	if (strcmp(packet, "next") == 0) {
		hatch->waiting = 1;
		serve(hatch);
	} else if (parse(packet, &remark) == 0) {
		obey(hatch, &remark);
	} else {
		refuse(hatch, "usage");
	}
	return 0;
}

static int
on_after(sd_event_source *source, void *userdata)
{
	(void)source;
	serve(userdata);
	return 0;
}

static int
on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void)source;
	(void)usec;
	serve(userdata);
	return 0;
}

static int
may_enter(const struct hatch *hatch, int fd)
{
	socklen_t len = sizeof(struct ucred);
	struct ucred who;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == -1)
		return 0;
	return who.uid == hatch->user || who.uid == geteuid() || who.uid == 0;
}

static void
turn_away(int fd, const char *code)
{
	char packet[HATCH_PACKET];

	log_warn("courier turned away code=%s", code);
	snprintf(packet, sizeof(packet), "no %s", code);
	if (send(fd, packet, strlen(packet), MSG_NOSIGNAL) == -1)
		log_debug("courier went away");
	close(fd);
}

/* Has the one before hung up, and we have not heard of it yet? */
static int
is_gone(const struct hatch *hatch)
{
	char byte;

	return recv(hatch->courier, &byte, 1, MSG_PEEK) == 0;
}

static int
on_door(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	int conn;
	struct hatch *hatch = userdata;

	(void)source;
	(void)revents;
	conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (conn == -1)
		return 0;
	if (!may_enter(hatch, conn)) {
		turn_away(conn, "not-you");
		return 0;
	}
	if (hatch->courier != -1 && is_gone(hatch))
		hang_up(hatch);
	if (hatch->courier != -1) {
		turn_away(conn, "busy");
		return 0;
	}
	log_info("courier came");
	hatch->courier = conn;
	if (sd_event_add_io(hatch->event, &hatch->talk, conn, EPOLLIN,
		on_packet, hatch) < 0)
		xalloc_die();
	return 0;
}

/* Rights are asked of who comes, not of the file: its user need not share a
 * group with ours. */
static enum verdict
listen_at(struct hatch *hatch, struct why *why)
{
	const char *path = hatch->settings->socket;
	struct sockaddr_un address;

	memset(&address, 0, sizeof(address));
	address.sun_family = AF_UNIX;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (unlink(path) == -1 && errno != ENOENT)
		return why_errno(why, "%s", path);
	hatch->fd = socket(AF_UNIX,
	    SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (hatch->fd == -1 ||
	    bind(hatch->fd, (struct sockaddr *)&address, sizeof(address)) ==
		-1 ||
	    chmod(path, 0666) == -1 || listen(hatch->fd, 4) == -1)
		return why_errno(why, "listening on %s for the courier", path);
	return V_OK;
}

static void
add_sources(struct hatch *hatch)
{
	if (sd_event_add_io(hatch->event, &hatch->door, hatch->fd, EPOLLIN,
		on_door, hatch) < 0 ||
	    sd_event_add_post(hatch->event, &hatch->after, on_after, hatch) <
		0 ||
	    sd_event_add_time(hatch->event, &hatch->timer, CLOCK_MONOTONIC, 0,
		100000, on_timer, hatch) < 0)
		xalloc_die();
	sd_event_source_set_enabled(hatch->timer, SD_EVENT_OFF);
}

enum verdict
hatch_open(sd_event *event, struct newsroom *newsroom, struct hatch **ret,
    struct why *why)
{
	const struct passwd *user;
	enum verdict v;
	struct hatch *hatch;

	hatch = xcalloc(1, sizeof(*hatch));
	hatch->event = event;
	hatch->newsroom = newsroom;
	hatch->settings = &newsroom->settings.config->courier;
	hatch->fd = hatch->courier = -1;
	user = getpwnam(hatch->settings->user);
	hatch->user = user != NULL ? user->pw_uid : geteuid();
	v = listen_at(hatch, why);
	if (v != V_OK) {
		hatch_close(hatch);
		return v;
	}
	add_sources(hatch);
	*ret = hatch;
	return V_OK;
}

void
hatch_close(struct hatch *hatch)
{
	if (hatch == NULL)
		return;
	hang_up(hatch);
	sd_event_source_disable_unref(hatch->door);
	sd_event_source_disable_unref(hatch->after);
	sd_event_source_disable_unref(hatch->timer);
	if (hatch->fd != -1) {
		close(hatch->fd);
		(void)unlink(hatch->settings->socket);
	}
	free(hatch);
}
