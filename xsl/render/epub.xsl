<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The pages of an EPUB 3.3 around its article, from a <book> that
  src/render/book.c makes: the navigation document or the page of the content.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:r="urn:gazette:render:1"
    exclude-result-prefixes="r">

  <!-- "nav" or "content". -->
  <xsl:param name="part"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$part = 'nav'">
        <xsl:apply-templates select="r:book" mode="nav"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="r:book" mode="content"/>
      </xsl:otherwise>
    </xsl:choose>
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
