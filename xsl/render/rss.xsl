<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The feed of a language for readers that know only RSS 2.0.  The guid is the
  entry's identifier of the Atom feed, and no permalink.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns:atom="http://www.w3.org/2005/Atom"
    exclude-result-prefixes="p">

<xsl:output method="xml" encoding="UTF-8"/>

<xsl:template match="p:page">
  <rss version="2.0">
    <channel>
      <title><xsl:apply-templates select="." mode="name"/></title>
      <link><xsl:value-of select="@home"/></link>
      <description><xsl:apply-templates select="." mode="name"/></description>
      <language><xsl:value-of select="@lang"/></language>
      <lastBuildDate><xsl:value-of select="@date"/></lastBuildDate>
      <generator>Gazette</generator>
      <docs>https://www.rssboard.org/rss-specification</docs>
      <atom:link rel="self" type="application/rss+xml" href="{@url}"/>
      <xsl:apply-templates select="@hub"/>
      <xsl:apply-templates select="p:entry"/>
    </channel>
  </rss>
</xsl:template>

<!-- name: of the feed of a topic, or of the feed of a language. -->
<xsl:template match="p:page" mode="name">
  <xsl:value-of select="@site"/>
</xsl:template>

<xsl:template match="p:page[@topic]" mode="name">
  <xsl:value-of select="concat(@site, ' – ', @topic)"/>
</xsl:template>

<xsl:template match="@hub">
  <atom:link rel="hub" href="{.}"/>
</xsl:template>

<xsl:template match="p:entry">
  <item>
    <title><xsl:value-of select="p:title"/></title>
    <link><xsl:value-of select="@url"/></link>
    <guid isPermaLink="false">urn:uuid:<xsl:value-of select="@guid"/></guid>
    <pubDate><xsl:value-of select="@date"/></pubDate>
    <xsl:apply-templates select="p:html"/>
  </item>
</xsl:template>

<!-- description: readers take it for HTML, so it comes as such. -->
<xsl:template match="p:html">
  <description><xsl:value-of select="."/></description>
</xsl:template>

</xsl:stylesheet>
