/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The web root on a loopback port, for looking at it: the headers of the
 * nginx recipe, no more.  Not a web server for readers.
 */
#ifndef CLI_WEB_H
#define CLI_WEB_H

#include <stdint.h>

#include "base/why.h"

struct web;

/*
 * Serve the folder root (a descriptor, the caller's) on 127.0.0.1:port; port
 * 0 takes any, and web_port() tells which.  Only regular files are served,
 * only GET and HEAD answered.  V_DEFER when the port is taken.
 */
enum verdict web_start(int root, uint16_t port, struct web **ret,
    struct why *why);
uint16_t web_port(const struct web *web);
void web_stop(struct web *web);

#endif /* CLI_WEB_H */
