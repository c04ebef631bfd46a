<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The front page of a language: the latest releases, and where the older
     ones are. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/entries.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-releases</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:entry[1]" mode="entries"/>
  <xsl:apply-templates select="self::p:page[not(p:entry)]" mode="none"/>
  <xsl:apply-templates select="p:all"/>
  <xsl:apply-templates select="p:topics"/>
  <xsl:apply-templates select="p:search"/>
  <xsl:apply-templates select="p:archive[1]" mode="archive"/>
</xsl:template>

<xsl:template match="p:page" mode="none">
  <p>
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-none</xsl:with-param>
    </xsl:call-template>
  </p>
</xsl:template>

</xsl:stylesheet>
