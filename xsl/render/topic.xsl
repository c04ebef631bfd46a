<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The latest releases of a topic, and its feeds. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/entries.xsl"/>
<xsl:include href="../lib/topic.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:apply-templates select="." mode="topic-name"/>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:entry[1]" mode="entries"/>
  <xsl:apply-templates select="p:all"/>
  <xsl:apply-templates select="." mode="ways"/>
</xsl:template>

<!-- all: of this topic. -->
<xsl:template match="p:all">
  <p>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-topic-all</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<!-- Programs find each kind of feed. -->
<xsl:template match="@feed" mode="head">
  <link rel="alternate" type="application/atom+xml" href="{.}"
      title="{../@site} – {../@topic}"/>
  <xsl:apply-templates select="../@rss | ../@jsonfeed" mode="head"/>
</xsl:template>

<xsl:template match="@rss" mode="head">
  <link rel="alternate" type="application/rss+xml" href="{.}"
      title="{../@site} – {../@topic} (RSS)"/>
</xsl:template>

<xsl:template match="@jsonfeed" mode="head">
  <link rel="alternate" type="application/feed+json" href="{.}"
      title="{../@site} – {../@topic} (JSON)"/>
</xsl:template>

</xsl:stylesheet>
