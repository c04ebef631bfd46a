<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  NewsML-G2 (IPTC, 2.x) as a release: newsItem, alone or in a newsMessage, and
  the text of a packageItem.  The text is inlineXML (NITF, XHTML, a house's
  own, or bare paragraphs) or inlineData.

  A message of several texts is taken apart before (src/read/items.h).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="http://iptc.org/std/nar/2006-10-01/"
    xmlns="urn:gazette:release:1"
    exclude-result-prefixes="n">

  <xsl:include href="../lib/wire.xsl"/>

  <xsl:template match="/">
    <xsl:variable name="items" select="n:newsItem | n:packageItem
        | n:newsMessage/n:itemSet/n:newsItem
        | n:newsMessage/n:itemSet/n:packageItem"/>
    <xsl:variable name="texts" select="$items[n:contentSet/n:inlineXML
        | n:contentSet/n:inlineData]"/>
    <xsl:variable name="one" select="($texts | $items[not($texts)])[1]"/>
    <xsl:apply-templates select="$one" mode="release">
      <xsl:with-param name="pictures" select="$items[$texts][not(n:contentSet/n:inlineXML
          | n:contentSet/n:inlineData)]"/>
    </xsl:apply-templates>
    <xsl:if test="not($one)">
      <release>
        <head><source format="newsml-g2"/></head>
      </release>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="release">
    <xsl:param name="pictures" select="/.."/>
    <xsl:variable name="meta" select="n:itemMeta"/>
    <xsl:variable name="content" select="n:contentMeta"/>
    <release>
      <xsl:apply-templates select="." mode="root"/>
      <head>
        <xsl:apply-templates select="." mode="title"/>
        <xsl:apply-templates select="$content" mode="words"/>
        <xsl:apply-templates select="$meta" mode="facts"/>
        <xsl:apply-templates select="$content/n:contactInfo
            | n:assert/n:contactInfo" mode="contact"/>
        <source format="newsml-g2"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="n:contentSet" mode="text"/>
        <xsl:apply-templates select=". | $pictures" mode="pictures"/>
      </body>
      <report>
        <xsl:apply-templates select="n:contentSet/n:remoteContent
            | $pictures/n:contentSet/n:remoteContent[1]" mode="report"/>
      </report>
    </release>
  </xsl:template>

  <!-- root: what identifies it, and its language. -->
  <xsl:template match="*" mode="root">
    <xsl:variable name="lang" select="(n:contentMeta/n:language/@tag
        | @xml:lang)[normalize-space()]"/>
    <xsl:variable name="text" select="(n:contentSet/n:inlineXML/@xml:lang
        | n:contentSet/n:inlineXML/*/@xml:lang
        | n:contentSet/n:inlineXML/*/@lang)[normalize-space()][1]"/>
    <xsl:if test="$lang | $text">
      <xsl:attribute name="xml:lang">
        <xsl:value-of select="normalize-space((n:contentMeta/n:language/@tag
            | $text[not(current()/n:contentMeta/n:language/@tag)]
            | @xml:lang[not(current()/n:contentMeta/n:language/@tag | $text)])[1])"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="normalize-space(@guid)">
      <xsl:attribute name="id"><xsl:value-of select="normalize-space(@guid)"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="number(@version) &gt;= 0">
      <xsl:attribute name="version"><xsl:value-of select="floor(@version)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- title: the headline that is none of a part; else what the item or its
       text is called. -->
  <xsl:template match="*" mode="title">
    <xsl:variable name="headlines" select="n:contentMeta/n:headline[normalize-space()]"/>
    <xsl:variable name="main" select="$headlines[not(contains(translate(@role,
        'SUB', 'sub'), 'sub'))]"/>
    <xsl:variable name="sub" select="$headlines[contains(translate(@role,
        'SUB', 'sub'), 'sub')]"/>
    <xsl:variable name="inner" select="(n:contentSet/n:inlineXML//*[local-name() = 'hl1'
        or local-name() = 'RUBRIK' or local-name() = 'h1'])[normalize-space()][1]"/>
    <xsl:variable name="named" select="n:itemMeta/n:title[normalize-space()]"/>
    <xsl:apply-templates select="($main[1] | $inner[not($main)]
        | $named[not($main | $inner)][1])[1]" mode="said">
      <xsl:with-param name="name" select="'title'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="$sub[1]" mode="said">
      <xsl:with-param name="name" select="'deck'"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- words: what readers see before the text, and its subjects. -->
  <xsl:template match="n:contentMeta" mode="words">
    <xsl:apply-templates select="n:description[contains(@role, 'summary')][1]" mode="lead"/>
    <xsl:apply-templates select="n:dateline[normalize-space()][1]" mode="said">
      <xsl:with-param name="name" select="'dateline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="n:by[normalize-space()][1]" mode="said">
      <xsl:with-param name="name" select="'byline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="n:keyword" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="n:subject/n:name[1]" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- facts: dates, status, and what editors tell each other.  An embargo
       without a time is one that nobody knows the end of. -->
  <xsl:template match="n:itemMeta" mode="facts">
    <xsl:variable name="first" select="(n:firstCreated
        | ../n:contentMeta/n:contentCreated)[normalize-space()]"/>
    <xsl:apply-templates select="($first | n:versionCreated[not($first)])[1]" mode="said">
      <xsl:with-param name="name" select="'issued'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="n:embargoed" mode="embargo"/>
    <xsl:apply-templates select="n:pubStatus" mode="status"/>
    <xsl:apply-templates select="n:edNote" mode="advisory"/>
    <xsl:apply-templates select="n:provider" mode="publisher"/>
  </xsl:template>

  <xsl:template match="*" mode="embargo">
    <embargo why="meta">
      <xsl:value-of select="normalize-space()"/>
      <xsl:if test="not(normalize-space())">Embargo</xsl:if>
    </embargo>
  </xsl:template>

  <xsl:template match="*" mode="status">
    <xsl:if test="normalize-space(@qcode)">
      <status><xsl:value-of select="@qcode"/></status>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="advisory">
    <advisory><xsl:value-of select="normalize-space()"/></advisory>
  </xsl:template>

  <xsl:template match="*" mode="publisher">
    <xsl:variable name="name" select="(n:name | @literal)[normalize-space()][1]"/>
    <xsl:if test="$name">
      <publisher why="meta"><xsl:value-of select="normalize-space($name)"/></publisher>
    </xsl:if>
  </xsl:template>

  <xsl:template match="n:contactInfo" mode="contact">
    <contact why="meta">
      <raw><xsl:apply-templates select="n:*" mode="part"/></raw>
    </contact>
  </xsl:template>

  <xsl:template match="*" mode="part">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:value-of select="normalize-space()"/>
  </xsl:template>

  <!-- text: the first text that is no other rendition of one before it. -->
  <xsl:template match="n:contentSet" mode="text">
    <xsl:choose>
      <xsl:when test="n:inlineXML">
        <xsl:apply-templates select="n:inlineXML[1]" mode="markup"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="n:inlineData[not(starts-with(@contenttype, 'image'))
            ][1]" mode="plain"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- markup: NITF and houses' own keep the text in a part of theirs. -->
  <xsl:template match="n:inlineXML" mode="markup">
    <xsl:variable name="nitf" select="*[local-name() = 'nitf']/*[local-name() = 'body']"/>
    <xsl:variable name="html" select="*[local-name() = 'html']/*[local-name() = 'body']"/>
    <xsl:choose>
      <xsl:when test="$nitf">
        <xsl:apply-templates select="$nitf/*[local-name() = 'body.head']/*[
            local-name() = 'abstract'] | $nitf/*[local-name() = 'body.content']
            | $nitf/*[local-name() = 'body.end']" mode="body"/>
      </xsl:when>
      <xsl:when test="$html">
        <xsl:apply-templates select="$html" mode="body"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="body"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The title stands in the head, and the place before the text. -->
  <xsl:template match="RUBRIK | VINJETT" mode="body"/>

  <!-- plain: the reader has made paragraphs of lines, or of escaped HTML. -->
  <xsl:template match="n:inlineData" mode="plain">
    <xsl:apply-templates select="node()" mode="body"/>
  </xsl:template>

  <!-- pictures: the first rendition of an item that is a file; it may lie
       beside the document. -->
  <xsl:template match="*" mode="pictures">
    <xsl:variable name="file" select="n:contentSet/n:remoteContent[starts-with(@contenttype,
        'image/')][normalize-space(@href) and not(contains(@href, '://'))]"/>
    <xsl:variable name="caption" select="n:contentMeta[not(../n:contentSet/n:inlineXML
        | ../n:contentSet/n:inlineData)]/n:description[normalize-space()]"/>
    <xsl:if test="$file">
      <figure xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$file[1]" mode="picture"/>
        <xsl:if test="$caption">
          <figcaption><xsl:apply-templates select="$caption[1]" mode="words"/></figcaption>
        </xsl:if>
      </figure>
    </xsl:if>
  </xsl:template>

  <!-- A picture, a film, another file by its address: never fetched. -->
  <xsl:template match="n:remoteContent" mode="report">
    <xsl:if test="not(starts-with(@contenttype, 'image/') and normalize-space(@href)
        and not(contains(@href, '://')))">
      <message code="media-remote" severity="info"
          quote="{normalize-space((@href | @residref)[1])}"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
