<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A release as a tree of lines: p, heading, list and item, quote, box, term
  and desc, pre, rule, table with row and cell; in them text, br, link and
  ref.  src/render/text.c fills the lines, counts items and links, and lays
  out tables.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:render:1"
    xmlns:g="urn:gazette:release:1"
    xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:m="http://www.w3.org/1998/Math/MathML"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="g h m exsl">

  <xsl:include href="../lib/banner.xsl"/>
  <xsl:include href="../lib/pieces.xsl"/>
  <xsl:include href="../lib/words.xsl"/>

  <!-- The date of the head in words, or nothing. -->
  <xsl:param name="day"/>

  <xsl:template match="/">
    <text>
      <xsl:apply-templates select="g:release"/>
    </text>
  </xsl:template>

  <xsl:template match="g:release">
    <xsl:apply-templates select="g:head/g:publication" mode="notice"/>
    <xsl:apply-templates select="g:head" mode="header"/>
    <xsl:apply-templates select="h:body"/>
    <xsl:apply-templates select="g:head/g:publication[g:attachment]"
        mode="attachments"/>
    <xsl:apply-templates select="g:head" mode="contacts"/>
    <xsl:apply-templates select="g:boilerplate/node()"/>
    <xsl:apply-templates select="g:head/g:publisher"/>
    <xsl:apply-templates select="g:head" mode="subjects"/>
    <xsl:apply-templates select="g:notes"/>
  </xsl:template>

  <xsl:template match="g:release[@piece]">
    <xsl:apply-templates select="h:body"/>
  </xsl:template>

  <!-- notice: each paragraph of the banner, its words alone. -->
  <xsl:template match="g:publication" mode="notice">
    <xsl:variable name="banners">
      <xsl:apply-templates select="." mode="banners"/>
    </xsl:variable>
    <xsl:apply-templates select="exsl:node-set($banners)/h:p" mode="notice"/>
  </xsl:template>

  <xsl:template match="h:p" mode="notice">
    <p><xsl:value-of select="."/></p>
  </xsl:template>

  <!-- header: the words above the text, in the order of reading. -->
  <xsl:template match="g:head" mode="header">
    <xsl:apply-templates select="g:embargo[not(../g:publication)]"/>
    <xsl:apply-templates select="g:title[not(@visible = 'no')]"/>
    <xsl:apply-templates select="g:deck"/>
    <xsl:apply-templates select="g:dateline"/>
    <xsl:apply-templates select="g:issued"/>
    <xsl:apply-templates select="g:byline"/>
    <xsl:apply-templates select="g:lead/node()"/>
  </xsl:template>

  <xsl:template match="g:title">
    <heading level="1"><xsl:apply-templates/></heading>
  </xsl:template>

  <xsl:template match="g:deck | g:dateline | g:byline | g:embargo
      | g:publisher">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="g:issued">
    <p><xsl:value-of select="$day"/></p>
  </xsl:template>

  <xsl:template match="g:issued[@text]">
    <p><xsl:value-of select="@text"/></p>
  </xsl:template>

  <!-- attachments: files to be downloaded. -->
  <xsl:template match="g:publication" mode="attachments">
    <heading level="2">
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-attachments</xsl:with-param>
      </xsl:call-template>
    </heading>
    <list kind="ul">
      <xsl:apply-templates select="g:attachment" mode="attachments"/>
    </list>
  </xsl:template>

  <xsl:template match="g:attachment" mode="attachments">
    <item>
      <link href="{../@url}{@file}"><xsl:value-of select="@title"/></link>
      <xsl:text> (</xsl:text>
      <xsl:apply-templates select="@size" mode="size"/>
      <xsl:text>)</xsl:text>
    </item>
  </xsl:template>

  <!-- contacts: headings as written, or one of ours. -->
  <xsl:template match="g:head" mode="contacts">
    <xsl:if test="g:contact and not(g:contact-title)">
      <heading level="2">
        <xsl:call-template name="word">
          <xsl:with-param name="key">article-contacts</xsl:with-param>
        </xsl:call-template>
      </heading>
    </xsl:if>
    <xsl:apply-templates select="g:contact-title | g:contact"/>
  </xsl:template>

  <xsl:template match="g:contact-title">
    <heading level="2"><xsl:apply-templates/></heading>
  </xsl:template>

  <xsl:template match="g:contact">
    <p><xsl:apply-templates select="g:raw/node()"/></p>
  </xsl:template>

  <xsl:template match="g:contact[g:name | g:role | g:org | g:address | g:tel
      | g:email | g:web]">
    <p>
      <xsl:apply-templates select="g:name | g:role | g:org | g:address"
          mode="who"/>
      <xsl:apply-templates select="g:tel | g:email | g:web" mode="how"/>
    </p>
  </xsl:template>

  <!-- who, how: the parts of a contact, in a row and line by line. -->
  <xsl:template match="g:name | g:role | g:org | g:address" mode="who">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="g:tel | g:email | g:web" mode="how">
    <xsl:if test="position() &gt; 1 or ../g:name | ../g:role | ../g:org
        | ../g:address">
      <br/>
    </xsl:if>
    <xsl:apply-templates select="."/>
  </xsl:template>

  <xsl:template match="g:tel | g:email">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="g:web">
    <link href="{@href}"><xsl:value-of select="."/></link>
  </xsl:template>

  <!-- subjects: one line of tags. -->
  <xsl:template match="g:head" mode="subjects">
    <xsl:if test="g:subject">
      <p>
        <xsl:apply-templates select="." mode="subject-title"/>
        <xsl:text> </xsl:text>
        <xsl:apply-templates select="g:subject"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:subject">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:value-of select="."/>
  </xsl:template>

  <!-- Notes: footnotes, then endnotes, each with its mark. -->
  <xsl:template match="g:notes">
    <xsl:apply-templates select="." mode="kind">
      <xsl:with-param name="notes"
          select="g:note[not(@kind = 'endnote')]"/>
      <xsl:with-param name="kind">footnotes</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="kind">
      <xsl:with-param name="notes" select="g:note[@kind = 'endnote']"/>
      <xsl:with-param name="kind">endnotes</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <!-- kind: the list of the footnotes or of the endnotes. -->
  <xsl:template match="g:notes" mode="kind">
    <xsl:param name="notes"/>
    <xsl:param name="kind"/>
    <xsl:if test="$notes">
      <heading level="2">
        <xsl:call-template name="word">
          <xsl:with-param name="key" select="concat('article-', $kind)"/>
        </xsl:call-template>
      </heading>
      <list><xsl:apply-templates select="$notes"/></list>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:note">
    <item label="({@label})"><xsl:apply-templates/></item>
  </xsl:template>

  <!-- Blocks. -->

  <xsl:template match="h:p | h:caption | h:figcaption">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="h:h2 | h:h3 | h:h4 | h:h5 | h:h6">
    <heading level="{substring(local-name(), 2)}">
      <xsl:apply-templates/>
    </heading>
  </xsl:template>

  <xsl:template match="h:ul">
    <list><xsl:apply-templates select="h:li"/></list>
  </xsl:template>

  <xsl:template match="h:ol">
    <list type="{@type}" start="{@start}" counted="yes">
      <xsl:apply-templates select="h:li"/>
    </list>
  </xsl:template>

  <xsl:template match="h:li">
    <item>
      <xsl:apply-templates select="@value | @g:label"/>
      <xsl:apply-templates/>
    </item>
  </xsl:template>

  <xsl:template match="@value">
    <xsl:copy/>
  </xsl:template>

  <xsl:template match="@g:label">
    <xsl:attribute name="label"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <xsl:template match="h:blockquote">
    <quote><xsl:apply-templates/></quote>
  </xsl:template>

  <xsl:template match="h:aside">
    <box><xsl:apply-templates/></box>
  </xsl:template>

  <xsl:template match="h:figure">
    <group><xsl:apply-templates/></group>
  </xsl:template>

  <xsl:template match="h:dt">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="h:dd">
    <desc><xsl:apply-templates/></desc>
  </xsl:template>

  <xsl:template match="h:pre">
    <pre><xsl:apply-templates/></pre>
  </xsl:template>

  <xsl:template match="h:hr">
    <rule/>
  </xsl:template>

  <!-- Tables: the caption above, then rows in their order. -->

  <xsl:template match="h:table">
    <group>
      <xsl:apply-templates select="h:caption"/>
      <table>
        <xsl:apply-templates select="h:thead/h:tr" mode="head"/>
        <xsl:apply-templates select="h:tbody/h:tr | h:tr"/>
        <xsl:apply-templates select="h:tfoot/h:tr"/>
      </table>
    </group>
  </xsl:template>

  <!-- head: a row of column headings. -->
  <xsl:template match="h:tr" mode="head">
    <row head="yes"><xsl:apply-templates select="h:td | h:th"/></row>
  </xsl:template>

  <xsl:template match="h:tr">
    <row><xsl:apply-templates select="h:td | h:th"/></row>
  </xsl:template>

  <xsl:template match="h:td | h:th">
    <cell>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates/>
    </cell>
  </xsl:template>

  <!-- Inline. -->

  <xsl:template match="h:br">
    <br/>
  </xsl:template>

  <!-- No predicate in a pattern here: each would count the links before. -->
  <xsl:template match="h:a">
    <xsl:choose>
      <xsl:when test="@role">
        <ref>(<xsl:apply-templates/>)</ref>
      </xsl:when>
      <xsl:when test="@href and not(starts-with(@href, '#'))">
        <link href="{@href}"><xsl:apply-templates/></link>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:figure/h:img">
    <p><xsl:apply-templates select="@alt"/></p>
  </xsl:template>

  <xsl:template match="h:img">
    <xsl:apply-templates select="@alt"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- What a picture shows; nothing, where nobody said it. -->
  <xsl:template match="h:img/@alt">
    <xsl:if test="normalize-space()">
      <xsl:text>[</xsl:text>
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-picture</xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="concat(': ', ., ']')"/>
    </xsl:if>
  </xsl:template>

  <!-- Ruby stands in parentheses, where the document has none of its own. -->
  <xsl:template match="h:rt">
    <xsl:if test="not(../h:rp)">(</xsl:if>
    <xsl:apply-templates/>
    <xsl:if test="not(../h:rp)">)</xsl:if>
  </xsl:template>

  <xsl:template match="m:math">
    <xsl:value-of select="@alttext"/>
    <xsl:if test="not(@alttext)"><xsl:value-of select="."/></xsl:if>
  </xsl:template>

  <xsl:template match="*">
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
