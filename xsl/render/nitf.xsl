<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A release as NITF 3.6 (News Industry Text Format, IPTC): what
  import/nitf.xsl reads, so that a wire may take it in.  Every word of the
  release is in it; what NITF has no element for gives its words.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://iptc.org/std/NITF/2006-10-18/"
    xmlns:g="urn:gazette:release:1"
    xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:m="http://www.w3.org/1998/Math/MathML"
    exclude-result-prefixes="g h m">

<xsl:include href="../lib/words.xsl"/>

<xsl:output method="xml" encoding="UTF-8"/>

<xsl:param name="id"/>
<!-- What it is called where no title stands in the text. -->
<xsl:param name="title"/>

<xsl:template match="/">
  <xsl:apply-templates select="g:release"/>
</xsl:template>

<xsl:template match="g:release">
  <nitf version="-//IPTC//DTD NITF 3.6//EN" baselang="{@xml:lang}">
    <head>
      <title><xsl:value-of select="$title"/></title>
      <xsl:apply-templates select="g:head/g:subject-title"/>
      <docdata management-status="usable">
        <doc-id id-string="{$id}"/>
        <xsl:apply-templates select="g:head/g:publication" mode="docdata"/>
        <xsl:apply-templates select="g:head/g:issued" mode="docdata"/>
        <xsl:apply-templates select="g:head/g:embargo[not(../g:publication)]"
            mode="docdata"/>
        <xsl:apply-templates select="g:head/g:embargo[not(../g:publication)]"
            mode="said"/>
        <xsl:apply-templates select="g:head/g:subject[1]" mode="docdata"/>
      </docdata>
    </head>
    <body>
      <xsl:apply-templates select="g:head" mode="body-head"/>
      <body.content>
        <xsl:apply-templates select="h:body/node()"/>
        <xsl:apply-templates select="g:notes/g:note"/>
        <xsl:apply-templates select="g:head/g:publication[g:attachment]"
            mode="attachments"/>
      </body.content>
      <xsl:apply-templates select="g:boilerplate[1]" mode="end"/>
    </body>
  </nitf>
</xsl:template>

<!-- docdata: dates in the basic form of ISO 8601, the version, the tags. -->

<xsl:template match="g:publication" mode="docdata">
  <du-key version="{@version}"/>
</xsl:template>

<xsl:template match="g:issued" mode="docdata">
  <date.issue norm="{translate(., '-', '')}"/>
</xsl:template>

<xsl:template match="g:issued[contains(., 'T')]" mode="docdata">
  <date.issue norm="{concat(translate(substring-before(., 'T'), '-', ''),
      'T', translate(substring-after(., 'T'), ':', ''))}"/>
</xsl:template>

<xsl:template match="g:embargo" mode="docdata">
  <date.release norm="{concat(translate(substring-before(@until, 'T'), '-',
      ''), 'T', translate(substring-after(@until, 'T'), ':', ''))}"/>
</xsl:template>

<!-- said: an embargo in the document's words, which only editors see. -->
<xsl:template match="g:embargo" mode="said">
  <ed-msg info="{normalize-space()}"/>
</xsl:template>

<!-- What the document calls its tags: a key-list has no heading. -->
<xsl:template match="g:subject-title">
  <meta name="subject-title" content="{normalize-space()}"/>
</xsl:template>

<xsl:template match="g:subject" mode="docdata">
  <key-list>
    <xsl:apply-templates select="../g:subject" mode="key"/>
  </key-list>
</xsl:template>

<xsl:template match="g:subject" mode="key">
  <keyword key="{normalize-space()}"/>
</xsl:template>

<!-- body-head: hedline, note, byline, distributor, dateline, abstract: the
     order of the DTD. -->

<xsl:template match="g:head" mode="body-head">
  <body.head>
    <xsl:apply-templates select="g:title[not(@visible = 'no')]"
        mode="hedline"/>
    <xsl:apply-templates select="g:contact-title | g:contact" mode="note"/>
    <xsl:apply-templates select="g:byline"/>
    <xsl:apply-templates select="g:publisher"/>
    <xsl:apply-templates select="g:dateline"/>
    <xsl:apply-templates select="g:lead"/>
  </body.head>
</xsl:template>

<xsl:template match="g:title" mode="hedline">
  <hedline>
    <hl1><xsl:apply-templates/></hl1>
    <xsl:apply-templates select="../g:deck"/>
  </hedline>
</xsl:template>

<xsl:template match="g:deck">
  <hl2><xsl:apply-templates/></hl2>
</xsl:template>

<!-- Neither holds more than names and places. -->
<xsl:template match="g:byline">
  <byline><xsl:apply-templates mode="words"/></byline>
</xsl:template>

<xsl:template match="g:publisher">
  <distributor><xsl:value-of select="normalize-space()"/></distributor>
</xsl:template>

<xsl:template match="g:dateline">
  <dateline><xsl:apply-templates mode="words"/></dateline>
</xsl:template>

<xsl:template match="g:lead">
  <abstract><xsl:apply-templates/></abstract>
</xsl:template>

<!-- note: whom to ask, a paragraph each; what stands above them. -->
<xsl:template match="g:contact-title" mode="note">
  <note noteclass="hd">
    <body.content>
      <p><xsl:apply-templates/></p>
    </body.content>
  </note>
</xsl:template>

<xsl:template match="g:contact" mode="note">
  <note noteclass="end">
    <body.content>
      <xsl:apply-templates select="g:*[not(self::g:raw and ../g:name)]"
          mode="line"/>
    </body.content>
  </note>
</xsl:template>

<xsl:template match="g:*" mode="line">
  <p><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="g:tel[@href] | g:web[@href]" mode="line">
  <p><a href="{@href}"><xsl:apply-templates/></a></p>
</xsl:template>

<xsl:template match="g:email" mode="line">
  <p><a href="mailto:{.}"><xsl:apply-templates/></a></p>
</xsl:template>

<!-- end: who they are. -->
<xsl:template match="g:boilerplate" mode="end">
  <body.end>
    <bibliography>
      <xsl:apply-templates select="../g:boilerplate" mode="words"/>
    </bibliography>
  </body.end>
</xsl:template>

<!-- words: a bibliography holds words alone; blocks end in a blank. -->
<xsl:template match="g:boilerplate | h:*" mode="words">
  <xsl:apply-templates mode="words"/>
</xsl:template>

<xsl:template match="h:p | h:h2 | h:h3 | h:h4 | h:h5 | h:h6 | h:li | h:td |
                     h:th | h:dt | h:dd" mode="words">
  <xsl:apply-templates mode="words"/>
  <xsl:text> </xsl:text>
</xsl:template>

<!-- attachments: files to be downloaded. -->
<xsl:template match="g:publication" mode="attachments">
  <hl2>
    <xsl:call-template name="word">
      <xsl:with-param name="key">article-attachments</xsl:with-param>
    </xsl:call-template>
  </hl2>
  <ul>
    <xsl:apply-templates select="g:attachment" mode="attachments"/>
  </ul>
</xsl:template>

<xsl:template match="g:attachment" mode="attachments">
  <li><a href="{../@url}{@file}"><xsl:value-of select="@title"/></a></li>
</xsl:template>

<!-- A note: its label, as in the text, and its words. -->
<xsl:template match="g:note">
  <fn id="{@id}">
    <body.content>
      <p><xsl:value-of select="@label"/></p>
      <xsl:apply-templates/>
    </body.content>
  </fn>
</xsl:template>

<!-- Blocks. -->

<!-- A picture is a block: one within a paragraph stands after it. -->
<xsl:template match="h:p">
  <p>
    <xsl:copy-of select="@id"/>
    <xsl:apply-templates/>
  </p>
  <xsl:apply-templates select="descendant::h:img" mode="block"/>
</xsl:template>

<xsl:template match="h:h2 | h:h3 | h:h4 | h:h5 | h:h6">
  <hl2>
    <xsl:copy-of select="@id"/>
    <xsl:apply-templates/>
  </hl2>
</xsl:template>

<xsl:template match="h:blockquote">
  <bq><block><xsl:apply-templates/></block></bq>
</xsl:template>

<xsl:template match="h:aside | h:figure">
  <block>
    <xsl:copy-of select="@id"/>
    <xsl:apply-templates/>
  </block>
</xsl:template>

<xsl:template match="h:figcaption">
  <p><xsl:apply-templates/></p>
</xsl:template>

<!-- A figure of one picture is that picture with its caption. -->
<xsl:template match="h:figure[h:img and not(h:*[not(self::h:img
    or self::h:figcaption)]) and count(h:img) = 1]">
  <xsl:apply-templates select="h:img" mode="block"/>
</xsl:template>

<xsl:template match="h:figcaption" mode="caption">
  <media-caption><p><xsl:apply-templates/></p></media-caption>
</xsl:template>

<xsl:template match="h:ul | h:ol | h:dl | h:dt | h:dd | h:pre | h:hr | h:br |
                     h:table | h:caption | h:thead | h:tbody | h:tfoot | h:tr">
  <xsl:element name="{local-name()}"
      namespace="http://iptc.org/std/NITF/2006-10-18/">
    <xsl:copy-of select="@id"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="h:li">
  <li>
    <xsl:copy-of select="@id"/>
    <xsl:apply-templates select="@g:label"/>
    <xsl:apply-templates/>
  </li>
</xsl:template>

<xsl:template match="@g:label">
  <xsl:value-of select="concat(., ' ')"/>
</xsl:template>

<xsl:template match="h:td | h:th">
  <xsl:element name="{local-name()}"
      namespace="http://iptc.org/std/NITF/2006-10-18/">
    <xsl:copy-of select="@colspan | @rowspan"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- Inline. -->

<xsl:template match="h:a">
  <a>
    <xsl:copy-of select="@href"/>
    <xsl:apply-templates/>
  </a>
</xsl:template>

<xsl:template match="h:em">
  <em><xsl:apply-templates/></em>
</xsl:template>

<xsl:template match="h:strong">
  <em class="bold"><xsl:apply-templates/></em>
</xsl:template>

<!-- Only a number has what is raised or lowered, and it has words alone. -->
<xsl:template match="h:sub | h:sup">
  <num>
    <xsl:element name="{local-name()}"
        namespace="http://iptc.org/std/NITF/2006-10-18/">
      <xsl:apply-templates mode="words"/>
    </xsl:element>
  </num>
</xsl:template>

<!-- Readings stand behind their word, as in the text. -->
<xsl:template match="h:rt">
  <xsl:text>(</xsl:text>
  <xsl:apply-templates/>
  <xsl:text>)</xsl:text>
</xsl:template>

<xsl:template match="h:rp"/>

<!-- block: a picture, by its address where it has one, with its caption; its
     words are alt's. -->
<xsl:template match="h:img" mode="block">
  <media media-type="image">
    <media-reference source="{concat(key('publication', 1)/@url,
        substring('media/', 1, 6 * boolean(key('publication', 1))), @src)}"
        alternate-text="{@alt}"/>
    <xsl:apply-templates select="parent::h:figure/h:figcaption"
        mode="caption"/>
  </media>
</xsl:template>

<xsl:template match="h:img">
  <xsl:apply-templates select="." mode="block"/>
</xsl:template>

<!-- Within a paragraph or what is not a block either its words remain. -->
<xsl:template match="h:p//h:img | h:h2//h:img | h:h3//h:img | h:h4//h:img
    | h:h5//h:img | h:h6//h:img | h:dt//h:img | h:caption//h:img"
    priority="1">
  <xsl:value-of select="concat(' ', @alt, ' ')"/>
</xsl:template>

<xsl:key name="publication" match="g:publication" use="1"/>

<!-- Formulas have words of their own. -->
<xsl:template match="m:math">
  <xsl:value-of select="normalize-space()"/>
</xsl:template>

</xsl:stylesheet>
