/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Over the network by libcurl: webhooks, pings of a hub, mail to a server.
 *
 * No redirect is followed, no proxy asked, no answer kept.  Whether an address
 * may be connected to is asked of the very address that the socket is made
 * for, so no second answer of a name server comes between (DNS rebinding).
 */
#ifndef COURIER_WEB_H
#define COURIER_WEB_H

#include <stdint.h>

#include "courier/outcome.h"
#include "courier/secret.h"
#include "newsroom/correspondence.h"

struct web;

/* One for the whole life; settings outlive it. */
struct web *web_new(const struct config_courier *settings);
void web_free(struct web *web);

struct web_target {
	const char *url;
	int private; /* addresses that are not public are allowed */
};

/* POST body as JSON with the headers of Standard Webhooks. */
struct outcome web_hook(struct web *web, const struct web_target *target,
    const struct secret_key *key, const char *id, const char *body);

/* Tell a WebSub hub that topic has changed. */
struct outcome web_ping(struct web *web, const struct web_target *target,
    const char *topic);

/* Hand a message to the server of the settings; login is user:password or "".
 */
struct outcome web_mail(struct web *web, const char *login, const char *to,
    const char *message);

#endif /* COURIER_WEB_H */
