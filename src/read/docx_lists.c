/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists, quotations, listings.  See docx_lists.h for the contract. */
#include "config.h"

#include <string.h>

#include "read/docx_lists.h"
#include "read/docx_node.h"

enum {
	LEVELS = 9,
	SLACK = 60, /* twips that an indent may be off */
};

/* A list that is open. */
struct list {
	int level;
	int abstract;
	enum docx_list_kind kind;
	const char *html_type;
	int next; /* the value that follows */
	int left; /* indent of its items' text */
	xmlNode *node;
	xmlNode *item; /* the last one */
};

struct nester {
	struct docx_nodes *nodes;
	struct list open[LEVELS]; /* each within the last item of the one
				   * before */
	int depth;
	xmlNode *group; /* <quote> or <pre> that is open */
	enum block_kind group_kind;
};

/* Do both count in one way?  Past "z" a list of letters has labels. */
static int
counts_alike(const struct list *list, const struct docx_mark *mark)
{
	if (list->html_type != NULL && mark->html_type != NULL)
		return strcmp(list->html_type, mark->html_type) == 0;
	return list->html_type == mark->html_type ||
	    list->abstract == mark->abstract;
}

static int
goes_on(const struct list *list, const struct docx_mark *mark)
{
	if (list->kind != mark->list || list->level != mark->level)
		return 0;
	if (mark->list == LIST_BULLET)
		return 1;
	if (!counts_alike(list, mark))
		return 0;
	return mark->value == list->next ||
	    (list->abstract == mark->abstract && !mark->restarted &&
		mark->value > list->next);
}

/* A list in the place of block, or in the item around. */
static void
open_list(struct nester *nester, xmlNode *block, const struct docx_mark *mark)
{
	struct list *list;
	xmlNode *node;

	node = docx_node(nester->nodes, NULL, "list");
	if (nester->depth > 0)
		xmlAddChild(nester->open[nester->depth - 1].item, node);
	else
		xmlAddPrevSibling(block, node);
	docx_set(node, "kind",
	    mark->list == LIST_BULLET ? "bullet" : "ordered");
	if (mark->list == LIST_ORDERED) {
		if (mark->html_type != NULL &&
		    strcmp(mark->html_type, "1") != 0)
			docx_set(node, "type", mark->html_type);
		if (mark->value != 1)
			docx_set_int(node, "start", mark->value);
	}
	if (mark->abstract < 0)
		docx_set(node, "why", "typed");
	list = &nester->open[nester->depth++];
	list->level = mark->level;
	list->abstract = mark->abstract;
	list->kind = mark->list;
	list->html_type = mark->html_type;
	list->next = mark->value;
	list->node = node;
	list->item = NULL;
}

static void
add_item(struct nester *nester, xmlNode *block, const struct docx_mark *mark)
{
	struct list *list = &nester->open[nester->depth - 1];

	list->item = docx_node(nester->nodes, list->node, "item");
	if (mark->list == LIST_ORDERED) {
		if (mark->value != list->next)
			docx_set_int(list->item, "value", mark->value);
		docx_set(list->item, "label", mark->label);
	}
	list->next = mark->value + 1;
	list->left = mark->left;
	xmlUnlinkNode(block);
	xmlAddChild(list->item, block);
}

/* Leave the lists that are deeper than mark.  One that skipped a level turns
 * out to be of this one. */
static void
close_deeper(struct nester *nester, const struct docx_mark *mark)
{
	struct list *list;

	while (nester->depth > 0) {
		list = &nester->open[nester->depth - 1];
		if (list->level <= mark->level)
			return;
		if (nester->depth > 1 && list[-1].level < mark->level &&
		    list->kind == mark->list) {
			list->level = mark->level;
			list->abstract = mark->abstract;
			list->html_type = mark->html_type;
			return;
		}
		nester->depth--;
	}
}

static void
nest_item(struct nester *nester, xmlNode *block, const struct docx_mark *mark)
{
	close_deeper(nester, mark);
	if (nester->depth > 0 &&
	    nester->open[nester->depth - 1].level == mark->level &&
	    !goes_on(&nester->open[nester->depth - 1], mark))
		nester->depth--;
	if (nester->depth == 0 ||
	    nester->open[nester->depth - 1].level < mark->level)
		open_list(nester, block, mark);
	add_item(nester, block, mark);
}

/* Does the block go on in an item?  Then it moves there. */
static int
continue_item(struct nester *nester, xmlNode *block,
    const struct docx_mark *mark)
{
	int i;

	if (nester->depth == 0 || mark == NULL)
		return 0;
	i = nester->depth - 1;
	if (!mark->attached) {
		if (mark->kind != BLOCK_PARA && mark->kind != BLOCK_FIGURE)
			return 0;
		while (i >= 0 &&
		    (nester->open[i].left <= SLACK ||
			mark->left + SLACK < nester->open[i].left))
			i--;
		if (i < 0)
			return 0;
	}
	nester->depth = i + 1;
	xmlUnlinkNode(block);
	xmlAddChild(nester->open[i].item, block);
	return 1;
}

/*
 * Quotations and listings.
 */

/* Lines of a listing stand in one <pre>. */
static void
join_code(struct nester *nester, xmlNode *block, const struct docx_mark *mark)
{
	if (nester->group->children != NULL)
		docx_text(nester->nodes, nester->group,
		    mark->gap ? "\n\n" : "\n", mark->gap ? 2 : 1);
	docx_move_children(block, nester->group);
	docx_mark_of(block)->moved = nester->group;
	docx_drop(nester->nodes, block);
}

static void
group(struct nester *nester, xmlNode *block, const struct docx_mark *mark)
{
	int is_code = mark->kind == BLOCK_CODE;

	if (nester->group == NULL || nester->group_kind != mark->kind ||
	    nester->group->next != block) {
		nester->group = docx_node(nester->nodes, NULL,
		    is_code ? "pre" : "quote");
		nester->group_kind = mark->kind;
		xmlAddPrevSibling(block, nester->group);
	}
	if (is_code) {
		join_code(nester, block, mark);
		return;
	}
	xmlUnlinkNode(block);
	xmlAddChild(nester->group, block);
}

void
docx_lists_nest(struct docx_nodes *nodes, xmlNode *container)
{
	const struct docx_mark *mark;
	struct nester nester;
	xmlNode *block, *next;

	memset(&nester, 0, sizeof(nester));
	nester.nodes = nodes;
	for (block = container->children; block != NULL; block = next) {
		next = block->next;
		mark = docx_mark_of(block);
		if (mark != NULL && mark->list != LIST_NONE) {
			nest_item(&nester, block, mark);
			continue;
		}
		if (continue_item(&nester, block, mark))
			continue;
		nester.depth = 0;
		if (mark != NULL &&
		    (mark->kind == BLOCK_QUOTE || mark->kind == BLOCK_CODE))
			group(&nester, block, mark);
	}
}
