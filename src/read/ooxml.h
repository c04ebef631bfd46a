/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names and simple types of Office Open XML (ECMA-376-1).
 *
 * Only the Transitional names: read/xmldoc and read/package fold those of
 * Strict onto them.
 */
#ifndef READ_OOXML_H
#define READ_OOXML_H

#include <libxml/tree.h>

#define OOXML_MAIN "http://schemas.openxmlformats.org/"
#define OOXML_DOC  OOXML_MAIN "officeDocument/2006/"

#define W_NS   OOXML_MAIN "wordprocessingml/2006/main"
#define R_NS   OOXML_DOC "relationships"
#define M_NS   OOXML_DOC "math"
#define A_NS   OOXML_MAIN "drawingml/2006/main"
#define PIC_NS OOXML_MAIN "drawingml/2006/picture"
#define WP_NS  OOXML_MAIN "drawingml/2006/wordprocessingDrawing"
#define C_NS   OOXML_MAIN "drawingml/2006/chart"
#define CX_NS  "http://schemas.microsoft.com/office/drawing/2014/chartex"
#define DGM_NS OOXML_MAIN "drawingml/2006/diagram"
#define MC_NS  OOXML_MAIN "markup-compatibility/2006"
#define CT_NS  OOXML_MAIN "package/2006/content-types"
#define PR_NS  OOXML_MAIN "package/2006/relationships"
#define CP_NS  OOXML_MAIN "package/2006/metadata/core-properties"
#define EP_NS  OOXML_DOC "extended-properties"
#define DC_NS  "http://purl.org/dc/elements/1.1/"
#define DCT_NS "http://purl.org/dc/terms/"
#define V_NS   "urn:schemas-microsoft-com:vml"
#define O_NS   "urn:schemas-microsoft-com:office:office"
#define W10_NS "urn:schemas-microsoft-com:office:word"
#define W14_NS "http://schemas.microsoft.com/office/word/2010/wordml"
#define W15_NS "http://schemas.microsoft.com/office/word/2012/wordml"
#define WPS_NS                                                                 \
 "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
#define WPG_NS                                                                 \
 "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
#define WPC_NS                                                                 \
 "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
#define ADEC_NS  "http://schemas.microsoft.com/office/drawing/2017/decorative"
#define ASVG_NS  "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
#define PKG_NS   "http://schemas.microsoft.com/office/2006/xmlPackage"
#define W2003_NS "http://schemas.microsoft.com/office/word/2003/wordml"

/* Types of relationships, of the package and of the main part. */
#define REL_MAIN OOXML_DOC "relationships/officeDocument"
#define REL_CORE                                                               \
 OOXML_MAIN "package/2006/relationships/metadata/"                             \
	    "core-properties"
#define REL_APP       OOXML_DOC "relationships/extended-properties"
#define REL_STYLES    OOXML_DOC "relationships/styles"
#define REL_NUMBERING OOXML_DOC "relationships/numbering"
#define REL_SETTINGS  OOXML_DOC "relationships/settings"
#define REL_FOOTNOTES OOXML_DOC "relationships/footnotes"
#define REL_ENDNOTES  OOXML_DOC "relationships/endnotes"
#define REL_COMMENTS  OOXML_DOC "relationships/comments"
#define REL_HEADER    OOXML_DOC "relationships/header"
#define REL_FOOTER    OOXML_DOC "relationships/footer"
#define REL_THEME     OOXML_DOC "relationships/theme"
#define REL_IMAGE     OOXML_DOC "relationships/image"
#define REL_HYPERLINK OOXML_DOC "relationships/hyperlink"
#define REL_CHART     OOXML_DOC "relationships/chart"
#define REL_ALTCHUNK  OOXML_DOC "relationships/aFChunk"
#define REL_VBA                                                                \
 "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
#define REL_COMMENTS_EX                                                        \
 "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"

/* The Transitional name of a namespace or relationship type; uri itself if
 * it is not one of Strict.  Static, or uri. */
const char *ooxml_fold(const char *uri);

/* w:name of node, or NULL: xmldoc_attr(node, W_NS, name). */
const char *ooxml_attr(const xmlNode *node, const char *name);

/* w:val of the child w:name of parent, or NULL. */
const char *ooxml_val(const xmlNode *parent, const char *name);

/* ST_OnOff (22.9.2.7): is this element's w:val on?  Absent is on, and so is
 * what is none of 0, false, off, f, n, no. */
int ooxml_is_on(const xmlNode *node);

/* Is the child w:name of parent there and on? */
int ooxml_has(const xmlNode *parent, const char *name);

/* A decimal number in s, or otherwise when s is NULL or none; values out of
 * an int are cut to it. */
int ooxml_int(const char *s, int otherwise);

/*
 * A measure in twentieths of a point: a number, or one with unit as Strict
 * writes it (ST_UniversalMeasure, 22.9.2.15: mm cm in pt pc pi).
 */
int ooxml_twips(const char *s, int otherwise);

#endif /* READ_OOXML_H */
