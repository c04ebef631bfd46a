<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The notice where a release stood: withdrawn, gone or moved, and since
     when.  No title stands here unless the page is given one. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key" select="concat('page-', @state)"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="robots">
  <meta name="robots" content="noindex"/>
</xsl:template>

<!-- Who follows an old link comes to where the release is now. -->
<xsl:template match="p:page[p:target]" mode="robots">
  <meta http-equiv="refresh" content="0; url={p:target/@href}"/>
  <meta name="robots" content="noindex"/>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:title"/>
  <p>
    <xsl:call-template name="word-with-day">
      <xsl:with-param name="key" select="concat('page-', @state, '-since')"/>
      <xsl:with-param name="of" select="@since"/>
    </xsl:call-template>
  </p>
  <xsl:apply-templates select="p:reason | p:target"/>
  <p>
    <a href="{@home}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-home</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<xsl:template match="p:title">
  <p><xsl:value-of select="."/></p>
</xsl:template>

<xsl:template match="p:reason">
  <p>
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-reason</xsl:with-param>
    </xsl:call-template>
    <xsl:value-of select="concat(': ', .)"/>
  </p>
</xsl:template>

<xsl:template match="p:target">
  <p>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-moved-to</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

</xsl:stylesheet>
