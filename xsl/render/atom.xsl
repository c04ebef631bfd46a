<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The feed of a language (RFC 4287).  Identifiers are UUIDs, free of host and
  slug; "updated" moves only with a change that counts.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/2005/Atom"
    xmlns:at="http://purl.org/atompub/tombstones/1.0"
    exclude-result-prefixes="p">

<xsl:output method="xml" encoding="UTF-8"/>

<xsl:template match="p:page">
  <feed xml:lang="{@lang}">
    <id>urn:uuid:<xsl:value-of select="@id"/></id>
    <title><xsl:apply-templates select="." mode="name"/></title>
    <updated><xsl:value-of select="@updated"/></updated>
    <link rel="self" type="application/atom+xml" href="{@url}"/>
    <xsl:apply-templates select="." mode="kind"/>
    <xsl:apply-templates select="@previous"/>
    <xsl:apply-templates select="@hub"/>
    <link rel="alternate" type="text/html" hreflang="{@lang}" href="{@home}"/>
    <xsl:apply-templates select="p:alternate"/>
    <author><name><xsl:value-of select="@site"/></name></author>
    <generator>Gazette</generator>
    <xsl:apply-templates select="p:deleted"/>
    <xsl:apply-templates select="p:entry"/>
  </feed>
</xsl:template>

<!-- name: of the feed of a topic, or of the feed of a language. -->
<xsl:template match="p:page" mode="name">
  <xsl:value-of select="@site"/>
</xsl:template>

<xsl:template match="p:page[@topic]" mode="name">
  <xsl:value-of select="concat(@site, ' – ', @topic)"/>
</xsl:template>

<!-- WebSub, 4: who subscribes learns of the hub from the feed itself. -->
<xsl:template match="p:page/@hub">
  <link rel="hub" href="{.}"/>
</xsl:template>

<!-- kind: what an archived feed says of itself (past.xsl). -->
<xsl:template match="p:page" mode="kind"/>

<!-- RFC 5005, 4: where the entries are that this window has lost. -->
<xsl:template match="p:page/@previous">
  <link rel="prev-archive" type="application/atom+xml" href="{.}"/>
</xsl:template>

<!-- RFC 6721: what was taken down; no word of it. -->
<xsl:template match="p:deleted">
  <at:deleted-entry ref="urn:uuid:{@guid}" when="{@when}"/>
</xsl:template>

<!-- RFC 4287, 4.1.1: no two alternates with the same type and hreflang. -->
<xsl:template match="p:alternate">
  <link rel="alternate" type="application/atom+xml" hreflang="{@lang}" href="{@url}"/>
</xsl:template>

<xsl:template match="p:alternate[@lang = ../@lang]"/>

<xsl:template match="p:entry">
  <entry>
    <id>urn:uuid:<xsl:value-of select="@guid"/></id>
    <title><xsl:value-of select="p:title"/></title>
    <published><xsl:value-of select="@published"/></published>
    <updated><xsl:apply-templates select="." mode="updated"/></updated>
    <link rel="alternate" type="text/html" hreflang="{@lang}" href="{@url}"/>
    <xsl:apply-templates select="p:alternate"/>
    <xsl:apply-templates select="@epub | @text"/>
    <xsl:apply-templates select="p:deck | p:lead[not(../p:deck)]"/>
    <xsl:apply-templates select="@fragment[../p:deck or ../p:lead]"/>
  </entry>
</xsl:template>

<!-- updated: that of the publication, if nothing that counts has changed. -->
<xsl:template match="p:entry" mode="updated">
  <xsl:value-of select="@published"/>
</xsl:template>

<xsl:template match="p:entry[@updated]" mode="updated">
  <xsl:value-of select="@updated"/>
</xsl:template>

<xsl:template match="p:entry/p:alternate">
  <link rel="alternate" type="text/html" hreflang="{@lang}" href="{@url}"/>
</xsl:template>

<xsl:template match="p:deck | p:lead">
  <summary><xsl:value-of select="."/></summary>
</xsl:template>

<xsl:template match="@epub">
  <link rel="enclosure" type="application/epub+zip" href="{.}"/>
</xsl:template>

<xsl:template match="@text">
  <link rel="enclosure" type="text/plain" href="{.}"/>
</xsl:template>

<!-- RFC 4287, 4.1.3.2: content by reference; the summary must be there. -->
<xsl:template match="@fragment">
  <content type="text/html" src="{.}"/>
</xsl:template>

</xsl:stylesheet>
