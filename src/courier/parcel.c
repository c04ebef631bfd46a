/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Talking with gazetted.  See parcel.h for the contract. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "courier/parcel.h"
#include "newsroom/hatch.h"

enum {
	PAYLOAD_MAX = 64 << 20,
	PATIENCE = 30 /* seconds that gazetted may take to note something */
};

int
parcel_connect(const char *path, struct why *why)
{
	int fd;
	struct sockaddr_un address;
	struct timeval patience = { PATIENCE, 0 };

	memset(&address, 0, sizeof(address));
	address.sun_family = AF_UNIX;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (fd != -1 &&
	    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
		sizeof(patience)) == 0 &&
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	if (why_errno(why, "gazetted can't be asked at %s", path) != V_OK &&
	    fd != -1)
		close(fd);
	return -1;
}

static int
fail(struct why *why, const char *words)
{
	enum verdict v;

	v = why_set(why, V_DEFER, "no-daemon", "gazetted: %s", words);
	(void)v;
	return -1;
}

/* One packet, and the descriptor that came with it, or -1. */
static ssize_t
hear(int fd, char packet[HATCH_PACKET], int *ret_fd)
{
	char control[CMSG_SPACE(sizeof(int))];
	const struct cmsghdr *header;
	ssize_t n;
	struct iovec part;
	struct msghdr message;

	memset(&message, 0, sizeof(message));
	part.iov_base = packet;
	part.iov_len = HATCH_PACKET - 1;
	message.msg_iov = &part;
	message.msg_iovlen = 1;
	message.msg_control = control;
	message.msg_controllen = sizeof(control);
	*ret_fd = -1;
	n = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	packet[n > 0 ? n : 0] = '\0';
	if (n <= 0)
		return n;
	header = CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_type == SCM_RIGHTS &&
	    header->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(ret_fd, CMSG_DATA(header), sizeof(int));
	return n;
}

static int
read_payload(int fd, struct parcel *ret)
{
	int result;
	struct buf text;

	buf_init(&text, PAYLOAD_MAX);
	result = fs_read_all(fd, &text);
	if (result == 0)
		ret->payload = json_loadb(buf_str(&text), text.len, 0, NULL);
	buf_fini(&text);
	return result;
}

static int
read_letter(const char *packet, int payload, struct parcel *ret)
{
	memset(ret, 0, sizeof(*ret));
	if (payload == -1 ||
	    sscanf(packet, "letter %127s %15s %47s %47s", ret->uid, ret->kind,
		ret->site, ret->addressee) != 4)
		return -1;
	return read_payload(payload, ret);
}

int
parcel_next(int fd, const sigset_t *quiet, struct parcel *ret, struct why *why)
{
	char packet[HATCH_PACKET];
	int payload, result;
	struct pollfd one = { fd, POLLIN, 0 };

	if (send(fd, "next", 4, MSG_NOSIGNAL) == -1)
		return fail(why, "it is gone");
	if (ppoll(&one, 1, NULL, quiet) == -1)
		return errno == EINTR ? 0 : fail(why, strerror(errno));
	if (hear(fd, packet, &payload) <= 0)
		return fail(why, "it is gone");
	result = read_letter(packet, payload, ret);
	if (payload != -1)
		close(payload);
	if (result == 0)
		return 1;
	parcel_fini(ret);
	return fail(why, packet);
}

int
parcel_say(int fd, const char *remark)
{
	char packet[HATCH_PACKET];
	int payload;

	if (send(fd, remark, strlen(remark), MSG_NOSIGNAL) == -1 ||
	    hear(fd, packet, &payload) <= 0)
		return -1;
	if (payload != -1)
		close(payload);
	return strcmp(packet, "ok") == 0 ? 0 : -1;
}

const char *
parcel_string(const struct parcel *parcel, const char *name)
{
	const char *value;

	value = json_string_value(json_object_get(parcel->payload, name));
	return value != NULL ? value : "";
}

void
parcel_fini(struct parcel *parcel)
{
	json_decref(parcel->payload);
	parcel->payload = NULL;
}
