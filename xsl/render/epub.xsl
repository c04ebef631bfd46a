<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The parts of an EPUB 3.3 around its article, from a <book> that
  src/render/epub.c makes: the package document, the navigation document and
  the page of the content, one at a time.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:r="urn:gazette:render:1"
    exclude-result-prefixes="r">

  <!-- "package", "nav" or "content". -->
  <xsl:param name="part"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$part = 'package'">
        <xsl:apply-templates select="r:book" mode="package"/>
      </xsl:when>
      <xsl:when test="$part = 'nav'">
        <xsl:apply-templates select="r:book" mode="nav"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="r:book" mode="content"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- package: EPUB 3.3, 5, the package document. -->

  <xsl:template match="r:book" mode="package">
    <package xmlns="http://www.idpf.org/2007/opf" version="3.0"
        unique-identifier="id" xml:lang="{@lang}">
      <xsl:apply-templates select="." mode="metadata"/>
      <manifest>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"
            properties="nav"/>
        <item id="content" href="content.xhtml"
            media-type="application/xhtml+xml">
          <xsl:if test="@math">
            <xsl:attribute name="properties">mathml</xsl:attribute>
          </xsl:if>
        </item>
        <item id="style" href="style.css" media-type="text/css"/>
        <xsl:apply-templates select="r:picture" mode="package"/>
      </manifest>
      <spine>
        <xsl:if test="@dir = 'rtl'">
          <xsl:attribute name="page-progression-direction">rtl</xsl:attribute>
        </xsl:if>
        <itemref idref="content"/>
      </spine>
    </package>
  </xsl:template>

  <xsl:template match="r:picture" mode="package">
    <item xmlns="http://www.idpf.org/2007/opf"
        id="{translate(@name, '.', '-')}"
        href="pictures/{@name}" media-type="{@type}"/>
  </xsl:template>

  <!-- metadata: Dublin Core, and what the content lets readers do (EPUB
       Accessibility 1.1, 2.2); no claim to conform to anything. -->
  <xsl:template match="r:book" mode="metadata">
    <metadata xmlns="http://www.idpf.org/2007/opf">
      <dc:identifier id="id"><xsl:value-of select="@id"/></dc:identifier>
      <dc:title><xsl:value-of select="@title"/></dc:title>
      <dc:language><xsl:value-of select="@lang"/></dc:language>
      <meta property="dcterms:modified">
        <xsl:value-of select="@modified"/>
      </meta>
      <xsl:apply-templates select="@issued | @description | @publisher
          | @source" mode="metadata"/>
      <xsl:apply-templates select="r:subject" mode="metadata"/>
      <xsl:apply-templates select="r:access" mode="metadata"/>
    </metadata>
  </xsl:template>

  <xsl:template match="@issued" mode="metadata">
    <dc:date><xsl:value-of select="."/></dc:date>
  </xsl:template>

  <xsl:template match="@description | @publisher | @source" mode="metadata">
    <xsl:element name="dc:{local-name()}"
        namespace="http://purl.org/dc/elements/1.1/">
      <xsl:value-of select="."/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="r:subject" mode="metadata">
    <dc:subject><xsl:value-of select="."/></dc:subject>
  </xsl:template>

  <xsl:template match="r:access" mode="metadata">
    <meta xmlns="http://www.idpf.org/2007/opf"
        property="schema:{@property}">
      <xsl:value-of select="."/>
    </meta>
  </xsl:template>

  <!-- nav: EPUB 3.3, 7; the title leads the contents, so that they are never
       empty. -->

  <xsl:template match="r:book" mode="nav">
    <html lang="{@lang}">
      <xsl:apply-templates select="." mode="direction"/>
      <head>
        <meta charset="utf-8"/>
        <title><xsl:value-of select="@title"/></title>
      </head>
      <body>
        <nav epub:type="toc" role="doc-toc">
          <h1><xsl:value-of select="@contents"/></h1>
          <ol>
            <li>
              <a href="content.xhtml"><xsl:value-of select="@title"/></a>
              <xsl:if test="r:heading">
                <ol><xsl:apply-templates select="r:heading" mode="nav"/></ol>
              </xsl:if>
            </li>
          </ol>
        </nav>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="r:heading" mode="nav">
    <li>
      <a href="content.xhtml#{@id}"><xsl:value-of select="@title"/></a>
      <xsl:if test="r:heading">
        <ol><xsl:apply-templates select="r:heading" mode="nav"/></ol>
      </xsl:if>
    </li>
  </xsl:template>

  <!-- content: the page around the article. -->

  <xsl:template match="r:book" mode="content">
    <html lang="{@lang}">
      <xsl:apply-templates select="." mode="direction"/>
      <head>
        <meta charset="utf-8"/>
        <title><xsl:value-of select="@title"/></title>
        <link rel="stylesheet" type="text/css" href="style.css"/>
      </head>
      <body>
        <r:slot name="article"/>
      </body>
    </html>
  </xsl:template>

  <!-- direction: of a page whose language is written from the right. -->
  <xsl:template match="r:book" mode="direction">
    <xsl:if test="@dir = 'rtl'">
      <xsl:attribute name="dir">rtl</xsl:attribute>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
