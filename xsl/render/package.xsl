<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The package document of an EPUB 3.3, from a <book> that src/render/book.c
  makes.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.idpf.org/2007/opf"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:r="urn:gazette:render:1"
    exclude-result-prefixes="r">

  <!-- package: EPUB 3.3, 5, the package document. -->

  <xsl:template match="r:book">
    <package version="3.0"
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
        <xsl:apply-templates select="r:picture"/>
      </manifest>
      <spine>
        <xsl:if test="@dir = 'rtl'">
          <xsl:attribute name="page-progression-direction">rtl</xsl:attribute>
        </xsl:if>
        <itemref idref="content"/>
      </spine>
    </package>
  </xsl:template>

  <xsl:template match="r:picture">
    <item id="{translate(@name, '.', '-')}"
        href="pictures/{@name}" media-type="{@type}"/>
  </xsl:template>

  <!-- metadata: Dublin Core, and what the content lets readers do (EPUB
       Accessibility 1.1, 2.2); no claim to conform to anything. -->
  <xsl:template match="r:book" mode="metadata">
    <metadata>
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
    <meta property="schema:{@property}">
      <xsl:value-of select="."/>
    </meta>
  </xsl:template>
</xsl:stylesheet>
