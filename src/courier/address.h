/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which addresses are of the Internet, and which are somebody's own. */
#ifndef COURIER_ADDRESS_H
#define COURIER_ADDRESS_H

#include <sys/socket.h>

/*
 * Is it a unicast address that anybody may be reached at?  Not so: private,
 * loopback, link-local, shared, documentation, benchmarks, multicast,
 * reserved (the registries of RFC 6890), those that carry such an IPv4 address
 * within (mapped, 6to4, NAT64), and every family but IPv4 and IPv6.
 */
int address_is_public(const struct sockaddr *address);

#endif /* COURIER_ADDRESS_H */
