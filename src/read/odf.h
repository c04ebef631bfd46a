/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of OpenDocument (ISO/IEC 26300-1, 1.4). */
#ifndef READ_ODF_H
#define READ_ODF_H

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

#define OFFICE_NS   ODF "office:1.0"
#define TEXT_NS     ODF "text:1.0"
#define TABLE_NS    ODF "table:1.0"
#define STYLE_NS    ODF "style:1.0"
#define DRAW_NS     ODF "drawing:1.0"
#define CHART_NS    ODF "chart:1.0"
#define ODF_META_NS ODF "meta:1.0"
#define FORM_NS     ODF "form:1.0"
#define MANIFEST_NS ODF "manifest:1.0"
#define SCRIPT_NS   ODF "script:1.0"
#define FO_NS       ODF "xsl-fo-compatible:1.0"
#define ODF_SVG_NS  ODF "svg-compatible:1.0"
#define XLINK_NS    "http://www.w3.org/1999/xlink"
#define MATHML_NS   "http://www.w3.org/1998/Math/MathML"
#define OOO_NS      "http://openoffice.org/2004/office"
#define LOEXT_NS                                                               \
 "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"

#define ODT_TYPE "application/vnd.oasis.opendocument.text"

#endif /* READ_ODF_H */
