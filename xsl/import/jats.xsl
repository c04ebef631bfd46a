<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  An article of JATS (ANSI/NISO Z39.96) as a release.  Of front the title, the
  first abstract, authors, date, keywords and the identifier are read; what
  concerns the journal is not.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:import href="../lib/prose.xsl"/>

  <xsl:variable name="map" select="concat(
      ' article=section sec=section ack=section app=section app-group=words ',
      'ref-list=section notes=section glossary=section bio=words back=words ',
      'body=words front=none title=title label=label p=p list=ul list-item=li ',
      'def-list=dl def-item=words term=term def=dd disp-quote=blockquote ',
      'attrib=p verse-group=p verse-line=words boxed-text=aside preformat=pre ',
      'code=pre statement=words speech=words speaker=strong bold=strong italic=em ',
      'monospace=code underline=u strike=s sc=span styled-content=span ',
      'named-content=span sub=sub sup=sup break=br hr=hr ext-link=link uri=link ',
      'email=link xref=link inline-formula=words disp-formula=p tex-math=none ',
      'alternatives=words fn=note fn-group=words author-notes=none ',
      'fig=figure fig-group=words graphic=img inline-graphic=img caption=caption ',
      'alt-text=none long-desc=none permissions=none object-id=none table-wrap=wrap ',
      'table-wrap-foot=words table-wrap-group=words table=table col=none colgroup=none ',
      'thead=thead tbody=tbody tfoot=tfoot tr=tr supplementary-material=words ',
      'media=words ref=li pub-id=words sec-meta=none kwd-group=none x=words ',
      'sub-article=section response=section front-stub=words ', '')"/>

  <xsl:template match="/article">
    <xsl:variable name="meta" select="front/article-meta"/>
    <xsl:variable name="abstract" select="$meta/abstract[not(@abstract-type)][normalize-space()][1]"/>
    <release>
      <xsl:apply-templates select="@xml:lang[normalize-space()]" mode="root"/>
      <xsl:apply-templates select="$meta/article-id[@pub-id-type = 'doi'][1]" mode="identity"/>
      <head>
        <xsl:apply-templates select="$meta/title-group/article-title" mode="field">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$meta/title-group/subtitle[1]" mode="field">
          <xsl:with-param name="name" select="'deck'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$abstract[not(sec)]" mode="abstract"/>
        <xsl:apply-templates select="$meta/pub-date[year][1]" mode="date"/>
        <xsl:apply-templates select="$meta" mode="authors"/>
        <xsl:apply-templates select="$meta/kwd-group/kwd" mode="said">
          <xsl:with-param name="name" select="'subject'"/>
        </xsl:apply-templates>
        <source format="jats"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$abstract/sec" mode="body"/>
        <xsl:apply-templates select="node()" mode="body"/>
      </body>
      <xsl:call-template name="notes"/>
      <report/>
    </release>
  </xsl:template>

  <xsl:template match="*" mode="identity">
    <xsl:attribute name="id"><xsl:value-of select="normalize-space()"/></xsl:attribute>
  </xsl:template>

  <xsl:template match="pub-date" mode="date">
    <issued why="meta">
      <xsl:choose>
        <xsl:when test="@iso-8601-date">
          <xsl:value-of select="@iso-8601-date"/>
        </xsl:when>
        <xsl:when test="number(month) and number(day)">
          <xsl:value-of select="concat(normalize-space(year), '-',
              format-number(month, '00'), '-', format-number(day, '00'))"/>
        </xsl:when>
      </xsl:choose>
    </issued>
  </xsl:template>

  <xsl:template match="article-meta" mode="authors">
    <xsl:variable name="names">
      <xsl:for-each select="contrib-group/contrib[@contrib-type = 'author' or
          not(@contrib-type)]/*[self::name or self::string-name or self::collab]">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:value-of select="normalize-space(concat(given-names, ' ', surname,
            substring(., 1, 1000 * not(given-names | surname))))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="normalize-space($names)">
      <byline why="meta"><xsl:value-of select="normalize-space($names)"/></byline>
    </xsl:if>
  </xsl:template>

  <!-- Notes at the end of the text stand among the notes. -->
  <xsl:template match="fn-group/fn | table-wrap-foot/fn | table-wrap-foot/fn-group/fn"
      mode="body"/>

  <xsl:template match="ref-list" mode="body">
    <xsl:apply-templates select="title" mode="body"/>
    <ul xmlns="http://www.w3.org/1999/xhtml">
      <xsl:apply-templates select="ref" mode="body"/>
    </ul>
    <xsl:apply-templates select="*[not(self::ref or self::title)]" mode="body"/>
  </xsl:template>

  <!-- A reference whose parts are marked has a blank between them. -->
  <xsl:template match="element-citation" mode="body">
    <xsl:apply-templates select="." mode="words"/>
  </xsl:template>

</xsl:stylesheet>
