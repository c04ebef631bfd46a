<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A page of HTML or XHTML as a release: its main part, else its article, else
  its body; the allow-list is lib/wire.xsl.  The language is the page's own.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:include href="../lib/wire.xsl"/>

  <xsl:template match="/*">
    <xsl:variable name="body" select="*[local-name() = 'body']"/>
    <xsl:variable name="main" select="$body//*[local-name() = 'main']"/>
    <xsl:variable name="article" select="$body//*[local-name() = 'article']"/>
    <xsl:variable name="one" select="($main[1] | $article[not($main)][1]
        | $body[not($main | $article)])[1]"/>
    <xsl:variable name="h1" select="$one//*[local-name() = 'h1'][normalize-space()]"/>
    <xsl:variable name="meta" select="*[local-name() = 'head']/*[local-name() = 'meta']"/>
    <release>
      <xsl:if test="normalize-space((@xml:lang | @lang)[1])">
        <xsl:attribute name="xml:lang">
          <xsl:value-of select="normalize-space((@xml:lang | @lang)[1])"/>
        </xsl:attribute>
      </xsl:if>
      <head>
        <xsl:if test="not($h1)">
          <xsl:apply-templates select="*[local-name() = 'head']/*[local-name() = 'title']"
              mode="hidden"/>
        </xsl:if>
        <xsl:apply-templates select="$meta[@property = 'article:published_time'
            or @name = 'dcterms.issued'][1]/@content" mode="said">
          <xsl:with-param name="name" select="'issued'"/>
        </xsl:apply-templates>
        <source format="html"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$one/node()" mode="body"/>
      </body>
      <report/>
    </release>
  </xsl:template>

  <!-- The title of the page, which readers of the text do not see. -->
  <xsl:template match="*" mode="hidden">
    <xsl:if test="normalize-space()">
      <title visible="no" why="meta"><xsl:value-of select="normalize-space()"/></title>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
